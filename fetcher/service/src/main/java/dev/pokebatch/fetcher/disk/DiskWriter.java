package dev.pokebatch.fetcher.disk;

import dev.pokebatch.fetcher.cache.Alias;
import dev.pokebatch.fetcher.fetch.CachedDocument;
import dev.pokebatch.process.offload.BlockingCall;
import dev.pokebatch.process.offload.Offload;
import io.vertx.core.Future;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes changes to the disk soon, in batches, on a worker thread. The bytes that wait to be
 * written are bounded. Thread-safe.
 */
final class DiskWriter {

  private static final Logger LOG = LoggerFactory.getLogger(DiskWriter.class);

  private static final long MAX_PENDING_BYTES = 16 << 20;

  private final Disk disk;
  private final Offload offload;
  private final LongSupplier clock;

  private WriteBatch pending = new WriteBatch();
  private WriteBatch writing = new WriteBatch();
  private long pendingBytes;
  private boolean busy;
  private Future<Void> idle = Future.succeededFuture();

  /**
   * @param clock the time of a write, in milliseconds since the epoch; called without a lock of
   *     this class
   */
  DiskWriter(Disk disk, Offload offload, LongSupplier clock) {
    this.disk = disk;
    this.offload = offload;
    this.clock = clock;
  }

  /** Whether a document of this size may wait to be written. */
  synchronized boolean hasRoomFor(int bytes) {
    return pendingBytes + bytes <= MAX_PENDING_BYTES;
  }

  /** Writes a document soon; null deletes it. */
  synchronized void put(String path, @Nullable CachedDocument document) {
    pendingBytes += size(document);
    pendingBytes -= size(pending.documents().put(path, document));
    writeSoon();
  }

  /** Writes an alias soon; null deletes it. */
  synchronized void putAlias(String name, @Nullable Alias alias) {
    pending.aliases().put(name, alias);
    writeSoon();
  }

  /** Adds the times of the last uses to the next write, and starts none. */
  synchronized void putUses(Map<String, Long> lastUses) {
    pending.uses().putAll(lastUses);
  }

  /** The document that is about to be written; null if there is none. */
  synchronized @Nullable CachedDocument unwritten(String path) {
    var changes = pending.documents().containsKey(path) ? pending : writing;
    return changes.documents().get(path);
  }

  /** Completes when all changes so far have been written. */
  Future<Void> written() {
    Future<Void> current;
    synchronized (this) {
      if (!busy) {
        return Future.succeededFuture();
      }
      current = idle;
    }
    return current.compose(over -> written());
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

  /** Writes until there are no more changes. Runs on the worker thread. */
  Boolean writeAll() {
    for (var changes = next(); !changes.isEmpty(); changes = next()) {
      disk.write(changes, clock.getAsLong());
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

  /** Logs why the write failed; the next change starts another. */
  private synchronized Boolean stopped(Throwable fault) {
    LOG.error("documents were not written to the disk", fault);
    writing = new WriteBatch();
    busy = false;
    return false;
  }
}
