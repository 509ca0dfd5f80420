package dev.pokebatch.fetcher.upstream;

import dev.pokebatch.fetcher.fetch.CancelSignal;
import dev.pokebatch.process.memory.Reservation;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The memory reserved for one response, adjusted as the response's size becomes known. Confined to
 * one event loop, except {@link #allows} and {@link #settleBody}.
 */
final class ResponseMemory {

  /** Counts nothing. */
  static final ResponseMemory UNCOUNTED =
      new ResponseMemory(null, Runnable::run, new CancelSignal());

  /** A body exists in two forms until it is cached: as received, and normalized. */
  private static final int FORMS = 2;

  /** Read-ahead of a body of unknown length, so that the reservation need not grow often. */
  private static final int AHEAD = 1 << 16;

  private final @Nullable Reservation reservation;
  private final Executor lane;
  private final CancelSignal cancel;

  /**
   * @param reservation null if no memory is counted
   * @param lane runs tasks on the event loop
   * @param cancel ends a wait for memory
   */
  ResponseMemory(@Nullable Reservation reservation, Executor lane, CancelSignal cancel) {
    this.reservation = reservation;
    this.lane = lane;
    this.cancel = cancel;
  }

  /** Whether the reservation covers a body of this size. */
  boolean allows(long bodyBytes) {
    return reservation == null || FORMS * bodyBytes <= reservation.bytes();
  }

  /** Releases what exceeds a body whose length is now known. */
  void settleBody(long bodyBytes) {
    if (reservation != null && allows(bodyBytes)) {
      reservation.settle(FORMS * bodyBytes);
    }
  }

  /**
   * Waits until the reservation covers a body of this size.
   *
   * @return fails when the call is cancelled
   */
  Future<Void> forBody(long bodyBytes) {
    return grow(FORMS * bodyBytes);
  }

  /**
   * Waits until the reservation covers more of a body of unknown length.
   *
   * @param read bytes received so far
   * @param maxBytes maximum body size
   */
  Future<Void> forMore(long read, long maxBytes) {
    return grow(FORMS * Math.min(maxBytes, 2 * read + AHEAD));
  }

  /** Whether the reservation covers more of a body of unknown length; see {@link #forMore}. */
  boolean allowsMore(long read, long maxBytes) {
    return allows(Math.min(maxBytes, read + AHEAD));
  }

  /**
   * Waits until the reservation covers a body and its decompressed text.
   *
   * @param textBytes size of the text
   */
  Future<Void> forText(long bodyBytes, long textBytes) {
    return grow(FORMS * bodyBytes + textBytes);
  }

  /**
   * Reduces the reservation to the cached body and the projection, once the text is no longer
   * needed.
   */
  void settleDocument(long cachedBytes, long projectedBytes) {
    if (reservation != null) {
      reservation.settle(cachedBytes + projectedBytes);
    }
  }

  private Future<Void> grow(long bytes) {
    if (reservation == null || bytes <= reservation.bytes()) {
      return Future.succeededFuture();
    }
    Promise<Void> grown = Promise.promise();
    cancel.onCancel(() -> grown.tryFail(TransportFailures.cancelled()));
    if (!grown.future().isComplete()) {
      reservation.grow(bytes - reservation.bytes(), lane, grown::tryComplete);
    }
    return grown.future();
  }
}
