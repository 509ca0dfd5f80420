package dev.pokebatch.fetcher.upstream;

import dev.pokebatch.fetcher.fetch.CancelSignal;
import dev.pokebatch.process.memory.Reservation;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The memory reserved for one answer of the upstream, as the size of the answer becomes known.
 * Confined to one event loop, but for {@link #allows} and {@link #settleBody}.
 */
final class ResponseMemory {

  /** Counts nothing. */
  static final ResponseMemory UNCOUNTED =
      new ResponseMemory(null, Runnable::run, new CancelSignal());

  /** A body is held as it comes and, until it is cached, in the form that is kept. */
  private static final int FORMS = 2;

  /** Reserved beyond what has come of a body of unknown length, so that it need not grow often. */
  private static final int AHEAD = 1 << 16;

  private final @Nullable Reservation reservation;
  private final Executor lane;
  private final CancelSignal cancel;

  /**
   * @param reservation null where no memory is counted
   * @param lane runs tasks on the event loop
   * @param cancel ends a wait for memory
   */
  ResponseMemory(@Nullable Reservation reservation, Executor lane, CancelSignal cancel) {
    this.reservation = reservation;
    this.lane = lane;
    this.cancel = cancel;
  }

  /** Whether a body of so many bytes fits into what is reserved. */
  boolean allows(long bodyBytes) {
    return reservation == null || FORMS * bodyBytes <= reservation.bytes();
  }

  /** The length of the body is known: what was reserved beyond it goes back. */
  void settleBody(long bodyBytes) {
    if (reservation != null && allows(bodyBytes)) {
      reservation.settle(FORMS * bodyBytes);
    }
  }

  /**
   * Waits until a body of so many bytes may be held.
   *
   * @return fails when the call is cancelled
   */
  Future<Void> forBody(long bodyBytes) {
    return grow(FORMS * bodyBytes);
  }

  /**
   * Waits until more of a body of unknown length may be read.
   *
   * @param read bytes that have come so far
   * @param maxBytes the longest body that is taken
   */
  Future<Void> forMore(long read, long maxBytes) {
    return grow(FORMS * Math.min(maxBytes, 2 * read + AHEAD));
  }

  /** Whether more of a body of unknown length may be read; see {@link #forMore}. */
  boolean allowsMore(long read, long maxBytes) {
    return allows(Math.min(maxBytes, read + AHEAD));
  }

  /**
   * Waits until a whole body and its text may be held.
   *
   * @param textBytes what it takes when it is inflated
   */
  Future<Void> forText(long bodyBytes, long textBytes) {
    return grow(FORMS * bodyBytes + textBytes);
  }

  /** The document has been cut: only what is kept, and the cut, are held from now on. */
  void settleDocument(long keptBytes, long cutBytes) {
    if (reservation != null) {
      reservation.settle(keptBytes + cutBytes);
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
