package dev.pokebatch.gateway.run;

import dev.pokebatch.gateway.memory.AnswerMemory;
import dev.pokebatch.process.memory.Reservation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Limits how many references of one client read documents at the same time, and reserves the memory
 * for what they read and for bodies that are cached for them. Confined to one event loop.
 */
final class ReferenceLimiter {

  /** References that may read at the same time. */
  private static final int CONCURRENCY = 4;

  /** The maximum of cached bodies, in bytes; others are fetched again. */
  private static final int MAX_CACHED_BYTES = 1 << 18;

  private final AnswerMemory memory;
  private final long bytesOfOne;
  private final Executor loop;
  private final Deque<ReferencePermit> waiting = new ArrayDeque<>(0);
  private final Set<ReferencePermit> reading = new LinkedHashSet<>(0);
  private @Nullable Reservation cache;
  private boolean closed;

  /**
   * @param memory reserves for references of the client
   * @param bytesOfOne the maximum that one reference may read, in bytes
   * @param loop runs tasks on the event loop
   */
  ReferenceLimiter(AnswerMemory memory, long bytesOfOne, Executor loop) {
    this.memory = memory;
    this.bytesOfOne = bytesOfOne;
    this.loop = loop;
  }

  /**
   * Asks for a permit to read, and for its memory.
   *
   * @param onGranted called on the event loop when both are there, never within this method
   * @return the permit, which the caller must close, granted or not
   */
  ReferencePermit request(Runnable onGranted) {
    var permit = new ReferencePermit(onGranted);
    if (!closed) {
      waiting.add(permit);
      grantNext();
    }
    return permit;
  }

  private void grantNext() {
    while (reading.size() < CONCURRENCY && !waiting.isEmpty()) {
      var permit = waiting.removeFirst();
      reading.add(permit);
      permit.memory = memory.reserveForReference(bytesOfOne, loop, permit.onGranted);
    }
  }

  /** Reserves memory for a body of so many bytes; returns false if there is none. */
  boolean tryCache(int bytes) {
    var reservation = cache;
    if (reservation == null) {
      var none = closed || bytes > MAX_CACHED_BYTES;
      cache = none ? null : memory.tryReserveForReferences(bytes).orElse(null);
      return cache != null;
    }
    return reservation.bytes() + bytes <= MAX_CACHED_BYTES && reservation.tryGrow(bytes);
  }

  /** Releases the memory of bodies with so many bytes. */
  void releaseCached(int bytes) {
    var reservation = cache;
    if (reservation != null) {
      reservation.settle(Math.max(0, reservation.bytes() - bytes));
    }
  }

  /** Releases all memory, because the client has its answer or has gone. */
  void close() {
    closed = true;
    waiting.clear();
    Set.copyOf(reading).forEach(ReferencePermit::close);
    if (cache != null) {
      cache.close();
    }
  }

  /** One reference's permit to read. Equal to itself only. */
  final class ReferencePermit {
    private final Runnable onGranted;
    private @Nullable Reservation memory;

    private ReferencePermit(Runnable onGranted) {
      this.onGranted = onGranted;
    }

    /** Reduces the memory to the bytes that were read; no more are read. */
    void shrink(long bytes) {
      if (memory != null) {
        memory.settle(bytes);
      }
    }

    /** Releases the permit and its memory; later calls do nothing. */
    void close() {
      waiting.remove(this);
      if (reading.remove(this)) {
        if (memory != null) {
          memory.close();
        }
        grantNext();
      }
    }
  }
}
