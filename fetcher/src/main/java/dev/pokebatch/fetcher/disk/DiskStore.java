package dev.pokebatch.fetcher.disk;

import dev.pokebatch.fetcher.cache.DocumentStore;
import dev.pokebatch.fetcher.contract.DocumentPath;
import dev.pokebatch.fetcher.fetch.Identity;
import dev.pokebatch.fetcher.fetch.StoredDocument;
import dev.pokebatch.fetcher.offload.BlockingCall;
import dev.pokebatch.fetcher.offload.Offload;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one process that outlive it, bounded by their bytes: those that were not used
 * for the longest time make room. What is handed to it is written soon, many at a time; what waits
 * for that is bounded too, and beyond it nothing is kept. Whatever happens to the disk, a document
 * comes back as it was or not at all. Shared by all fetcher verticles and safe to share.
 */
public final class DiskStore implements DocumentStore {

  private static final String POOL = "pokebatch-disk";
  private static final long WARN_AFTER_MS = 10_000;
  private static final int MOST_DOCUMENTS = 100_000;
  private static final long MOST_WAITING_BYTES = 16 << 20;
  private static final String PLACE = "place";

  private final Disk disk;
  private final long maxBytes;
  private final Offload offload;
  private final Map<String, Identity> identities = new HashMap<>();

  /** The sizes of what is there, or soon will be; the longest unused first. */
  private final LinkedHashMap<String, Integer> held = new LinkedHashMap<>(16, 0.75f, true);

  private Map<String, @Nullable StoredDocument> waiting = new LinkedHashMap<>();
  private Map<String, @Nullable StoredDocument> writing = Map.of();
  private long heldBytes;
  private long waitingBytes;
  private boolean busy;
  private Future<Void> idle = Future.succeededFuture();
  private volatile String place = "";

  private DiskStore(Vertx vertx, DiskConfig config) {
    this.disk = new Disk(config);
    this.maxBytes = config.maxBytes();
    this.offload = new Offload(vertx, POOL, 1, WARN_AFTER_MS);
  }

  /** Opens what there is; where that cannot be, it says so in the log, and keeps nothing. */
  public static Future<DiskStore> open(Vertx vertx, DiskConfig config) {
    var store = new DiskStore(vertx, config);
    return store.offload.run(new BlockingCall<>(store::load)).map(loaded -> store);
  }

  private Boolean load() {
    disk.open(
        (path, bytes, identity) -> {
          hold(path, bytes);
          if (identity != null) {
            identities.put(path, identity);
          }
        });
    var known = disk.note(PLACE);
    if (known == null) {
      known = UUID.randomUUID().toString();
      disk.note(PLACE, known);
    }
    place = known;
    return true;
  }

  /** Names what is kept here: the same whenever it is opened again. */
  public String place() {
    return place;
  }

  @Override
  public synchronized void forEachIdentity(BiConsumer<DocumentPath, Identity> visitor) {
    identities.forEach(
        (path, identity) ->
            DocumentPath.parse(path).ifPresent(known -> visitor.accept(known, identity)));
    identities.clear();
  }

  @Override
  public synchronized boolean holds(DocumentPath path) {
    return held.containsKey(path.toString());
  }

  @Override
  public Future<@Nullable StoredDocument> get(DocumentPath path) {
    var key = path.toString();
    synchronized (this) {
      if (held.get(key) == null) {
        return Future.succeededFuture();
      }
      var soon = waiting.containsKey(key) ? waiting.get(key) : writing.get(key);
      if (soon != null) {
        return Future.succeededFuture(soon);
      }
    }
    return offload
        .run(new BlockingCall<@Nullable StoredDocument>(() -> disk.read(key)))
        .onSuccess(
            found -> {
              if (found == null) {
                remove(path);
              }
            });
  }

  @Override
  public synchronized void put(DocumentPath path, StoredDocument document) {
    var bytes = document.body().bytes().length;
    var key = path.toString();
    if (!disk.isOpen() || bytes > maxBytes || waitingBytes + bytes > MOST_WAITING_BYTES) {
      remove(path);
      return;
    }
    hold(key, bytes);
    change(key, document);
    var longestUnused = held.entrySet().iterator();
    while (heldBytes > maxBytes || held.size() > MOST_DOCUMENTS) {
      var eldest = longestUnused.next();
      longestUnused.remove();
      heldBytes -= eldest.getValue();
      change(eldest.getKey(), null);
    }
  }

  @Override
  public synchronized void remove(DocumentPath path) {
    var bytes = held.remove(path.toString());
    if (bytes != null) {
      heldBytes -= bytes;
      change(path.toString(), null);
    }
  }

  /** A word that was noted under a name; null where none was. */
  public Future<@Nullable String> note(String name) {
    return offload.run(new BlockingCall<@Nullable String>(() -> disk.note(name)));
  }

  @Override
  public void note(String name, String text) {
    offload.run(
        new BlockingCall<>(
            () -> {
              disk.note(name, text);
              return true;
            }));
  }

  /** Writes what waits, and closes. */
  public Future<Void> close() {
    return written()
        .compose(
            written ->
                offload.run(
                    new BlockingCall<>(
                        () -> {
                          disk.close();
                          return true;
                        })))
        .compose(closed -> offload.close());
  }

  /** Completes when all that was put has been written. */
  Future<Void> written() {
    synchronized (this) {
      if (!busy) {
        return Future.succeededFuture();
      }
    }
    return idle.compose(over -> written());
  }

  private synchronized void hold(String path, int bytes) {
    var before = held.put(path, bytes);
    heldBytes += bytes - (before == null ? 0 : before);
  }

  private void change(String path, @Nullable StoredDocument document) {
    waitingBytes += size(document);
    waitingBytes -= size(waiting.put(path, document));
    if (!busy) {
      busy = true;
      idle = offload.run(new BlockingCall<>(this::writeAll)).mapEmpty();
    }
  }

  private static int size(@Nullable StoredDocument document) {
    return document == null ? 0 : document.body().bytes().length;
  }

  /** On the worker. */
  private Boolean writeAll() {
    while (true) {
      synchronized (this) {
        writing = waiting;
        waiting = new LinkedHashMap<>();
        waitingBytes = 0;
        if (writing.isEmpty()) {
          busy = false;
          return true;
        }
      }
      disk.write(writing, System.currentTimeMillis());
    }
  }
}
