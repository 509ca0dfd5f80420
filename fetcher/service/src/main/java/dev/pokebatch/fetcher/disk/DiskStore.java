package dev.pokebatch.fetcher.disk;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.fetcher.cache.Alias;
import dev.pokebatch.fetcher.cache.DocumentStore;
import dev.pokebatch.fetcher.fetch.CachedDocument;
import dev.pokebatch.process.offload.BlockingCall;
import dev.pokebatch.process.offload.Offload;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The disk cache of one process, bounded by bytes; the least recently used documents are evicted.
 * Changes are written soon, in batches; the bytes that wait to be written are bounded, and beyond
 * the bound documents are not cached on disk. Whatever happens to the disk, a document is returned
 * exactly as it was put, or not at all. Shared by all lanes; thread-safe.
 */
public final class DiskStore implements DocumentStore {

  private static final Logger LOG = LoggerFactory.getLogger(DiskStore.class);

  private static final String POOL = "pokebatch-disk";
  private static final long WARN_AFTER_MS = 10_000;
  private static final long MAX_PENDING_BYTES = 16 << 20;
  private static final String RENDEZVOUS_ID = "place";

  private final Disk disk;
  private final long maxBytes;
  private final Offload offload;
  private final Map<String, Alias> aliases = new HashMap<>();

  /** The sizes of all documents that are in the file or about to be written. */
  private final LruSizes sizes;

  private WriteBatch pending = new WriteBatch();
  private WriteBatch writing = new WriteBatch();
  private long pendingBytes;
  private boolean busy;
  private Future<Void> idle = Future.succeededFuture();
  private volatile String rendezvousId = "";

  private DiskStore(Vertx vertx, DiskConfig config, String upstream) {
    this.disk = new Disk(config, upstream);
    this.maxBytes = config.maxBytes();
    this.sizes = new LruSizes(maxBytes);
    this.offload = new Offload(vertx, POOL, 1, WARN_AFTER_MS);
  }

  /**
   * Opens the store; on failure it logs the reason and caches nothing.
   *
   * @param upstream URL of the upstream, or a name that stands for it; documents of another one are
   *     removed
   */
  public static Future<DiskStore> open(Vertx vertx, DiskConfig config, String upstream) {
    var store = new DiskStore(vertx, config, upstream);
    return store.offload.run(new BlockingCall<>(store::load)).map(loaded -> store);
  }

  private Boolean load() {
    disk.open(
        new DocumentFile.Visitor() {
          @Override
          public void document(String path, int bytes) {
            sizes.put(path, bytes);
          }

          @Override
          public void alias(String name, Alias alias) {
            aliases.put(name, alias);
          }
        });
    var known = disk.property(RENDEZVOUS_ID);
    if (known == null) {
      known = UUID.randomUUID().toString();
      disk.setProperty(RENDEZVOUS_ID, known);
    }
    rendezvousId = known;
    return true;
  }

  /** The identity of this file, the same after every restart: input of the rendezvous hashing. */
  public String rendezvousId() {
    return rendezvousId;
  }

  @Override
  public synchronized void forEachAlias(BiConsumer<DocumentPath, Alias> visitor) {
    aliases.forEach(
        (name, alias) -> DocumentPath.parse(name).ifPresent(known -> visitor.accept(known, alias)));
    aliases.clear();
  }

  @Override
  public synchronized void putAlias(DocumentPath name, @Nullable Alias alias) {
    if (disk.isOpen()) {
      pending.aliases().put(name.toString(), alias);
      writeSoon();
    }
  }

  @Override
  public synchronized boolean contains(DocumentPath path) {
    return sizes.contains(path.toString());
  }

  @Override
  public synchronized void touch(DocumentPath path) {
    sizes.touch(path.toString());
  }

  @Override
  public Future<@Nullable CachedDocument> get(DocumentPath path) {
    var key = path.toString();
    synchronized (this) {
      if (!sizes.touch(key)) {
        return Future.succeededFuture();
      }
      var changes = pending.documents().containsKey(key) ? pending : writing;
      var soon = changes.documents().get(key);
      if (soon != null) {
        return Future.succeededFuture(soon);
      }
    }
    return offload
        .run(new BlockingCall<@Nullable CachedDocument>(() -> disk.read(key)))
        .onSuccess(
            found -> {
              if (found == null) {
                remove(path);
              }
            });
  }

  @Override
  public synchronized void put(DocumentPath path, CachedDocument document) {
    var bytes = document.body().bytes().length;
    var key = path.toString();
    if (!disk.isOpen() || bytes > maxBytes || pendingBytes + bytes > MAX_PENDING_BYTES) {
      remove(path);
      return;
    }
    sizes.put(key, bytes);
    change(key, document);
    for (var evicted : sizes.evict()) {
      change(evicted, null);
    }
  }

  @Override
  public synchronized void remove(DocumentPath path) {
    var key = path.toString();
    if (sizes.remove(key)) {
      change(key, null);
    }
  }

  /** Reads a named text; null if it is not set. */
  public Future<@Nullable String> property(String name) {
    return offload.run(new BlockingCall<@Nullable String>(() -> disk.property(name)));
  }

  @Override
  public void setProperty(String name, String text) {
    offload.run(
        new BlockingCall<>(
            () -> {
              disk.setProperty(name, text);
              return true;
            }));
  }

  /** Writes pending changes and closes the file. */
  public Future<Void> close() {
    return written()
        .compose(written -> offload.run(new BlockingCall<>(this::closeFile)))
        .compose(closed -> offload.close());
  }

  /** Completes when all changes so far have been written. */
  Future<Void> written() {
    synchronized (this) {
      if (!busy) {
        return Future.succeededFuture();
      }
    }
    return idle.compose(over -> written());
  }

  private void change(String path, @Nullable CachedDocument document) {
    pendingBytes += size(document);
    pendingBytes -= size(pending.documents().put(path, document));
    writeSoon();
  }

  private void writeSoon() {
    if (!busy) {
      busy = true;
      idle = offload.run(new BlockingCall<>(this::writeAll)).otherwise(this::stopped).mapEmpty();
    }
  }

  private static int size(@Nullable CachedDocument document) {
    return document == null ? 0 : document.body().bytes().length;
  }

  /** Runs on the worker thread. */
  private Boolean writeAll() {
    for (var changes = next(); !changes.isEmpty(); changes = next()) {
      disk.write(changes, now());
    }
    return true;
  }

  /** Takes the pending changes for writing. */
  private synchronized WriteBatch next() {
    writing = pending;
    pending = new WriteBatch();
    pendingBytes = 0;
    busy = !writing.isEmpty();
    return writing;
  }

  private synchronized long now() {
    return sizes.tick();
  }

  /** Logs why the writer failed; the next change starts another. */
  private synchronized Boolean stopped(Throwable fault) {
    LOG.error("documents were not written to the disk", fault);
    writing = new WriteBatch();
    busy = false;
    return false;
  }

  /** Runs on the worker thread. */
  private Boolean closeFile() {
    synchronized (this) {
      pending.uses().putAll(sizes.lastUses());
    }
    writeAll();
    disk.close();
    return true;
  }
}
