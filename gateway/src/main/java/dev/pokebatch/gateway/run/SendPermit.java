package dev.pokebatch.gateway.run;

import dev.pokebatch.gateway.dispatch.InFlightLimit;
import dev.pokebatch.gateway.dispatch.RequestTurns;

/**
 * What a client's next request for a document needs: a permit of the limit on documents in flight,
 * and then a turn of the event loop. Waits for one request at a time. Confined to one event loop.
 */
final class SendPermit implements InFlightLimit.WaitingCall {

  private final RunContext context;
  private final InFlightLimit limit;
  private final RequestTurns turns;
  private final Runnable onReady;
  private boolean waits;
  private boolean hasPermit;
  private boolean hasTurn;
  private boolean closed;

  /**
   * @param onReady called when the permit or the turn has come that {@link #acquire} waited for; it
   *     calls {@link #acquire} again, and {@link #releaseUnused}
   */
  SendPermit(RunContext context, Runnable onReady) {
    this.context = context;
    this.limit = context.dispatcher().limit();
    this.turns = context.dispatcher().requestTurns();
    this.onReady = onReady;
  }

  /** Returns whether a permit or a turn is still to come. */
  boolean waits() {
    return waits;
  }

  /**
   * Returns whether a request may be sent now, whose reply releases the permit. Otherwise waits.
   * Must not be called while it {@link #waits}.
   */
  boolean acquire() {
    hasPermit = hasPermit || limit.acquire(this, context.loop());
    hasTurn = hasTurn || (hasPermit && turns.take(context.loop(), this, this::turn));
    waits = !hasTurn;
    if (waits) {
      return false;
    }
    hasPermit = false;
    hasTurn = false;
    return true;
  }

  @Override
  public void granted() {
    hasPermit = true;
    ready();
  }

  private void turn() {
    hasTurn = hasPermit; // not if it was closed meanwhile
    ready();
  }

  private void ready() {
    waits = false;
    if (closed) {
      releaseUnused();
    } else {
      onReady.run();
    }
  }

  /** Releases a permit that came for a request that is no longer to be sent. */
  void releaseUnused() {
    if (hasPermit && !waits) {
      release();
    }
  }

  /** Waits no longer. A permit that is on its way still comes. */
  void close() {
    closed = true;
    limit.leave(this);
    if (hasPermit) {
      release();
    }
  }

  private void release() {
    hasPermit = false;
    hasTurn = false;
    limit.release();
  }
}
