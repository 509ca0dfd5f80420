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

/**
 * The disk cache of one process, bounded by bytes; the least recently used documents are evicted. A
 * {@link DiskWriter} writes the changes soon. Whatever happens to the disk, a document is returned
 * exactly as it was put, or not at all. Shared by all lanes; thread-safe.
 */
public final class DiskStore implements DocumentStore {

  private static final String POOL = "pokebatch-disk";
  private static final long WARN_AFTER_MS = 10_000;
  private static final String RENDEZVOUS_ID = "place";

  private final Disk disk;
  private final long maxBytes;
  private final Offload offload;
  private final Map<String, Alias> aliases = new HashMap<>();

  /** The sizes of all documents that are in the file or about to be written. */
  private final LruSizes sizes;

  private final DiskWriter writer;
  private volatile String rendezvousId = "";

  private DiskStore(Vertx vertx, DiskConfig config, String upstream) {
    this.disk = new Disk(config, upstream);
    this.maxBytes = config.maxBytes();
    this.sizes = new LruSizes(maxBytes);
    this.offload = new Offload(vertx, POOL, 1, WARN_AFTER_MS);
    this.writer = new DiskWriter(disk, offload, this::now);
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
      writer.putAlias(name.toString(), alias);
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
      var soon = writer.unwritten(key);
      if (soon != null) {
        return Future.succeededFuture(soon);
      }
    }
    return offload
        .run(new BlockingCall<@Nullable CachedDocument>(() -> disk.read(key)))
        .map(
            found -> {
              if (found == null) {
                remove(path);
              }
              return found;
            });
  }

  @Override
  public synchronized void put(DocumentPath path, CachedDocument document) {
    var bytes = document.body().bytes().length;
    var key = path.toString();
    if (!disk.isOpen() || bytes > maxBytes || !writer.hasRoomFor(bytes)) {
      remove(path);
      return;
    }
    sizes.put(key, bytes);
    for (var evicted : sizes.evict()) {
      writer.put(evicted, null);
    }
    writer.put(key, document);
  }

  @Override
  public synchronized void remove(DocumentPath path) {
    var key = path.toString();
    if (sizes.remove(key)) {
      writer.put(key, null);
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
    return writer.written();
  }

  private synchronized long now() {
    return sizes.tick();
  }

  /** Runs on the worker thread. */
  private Boolean closeFile() {
    synchronized (this) {
      writer.putUses(sizes.lastUses());
    }
    writer.writeAll();
    disk.close();
    return true;
  }
}
