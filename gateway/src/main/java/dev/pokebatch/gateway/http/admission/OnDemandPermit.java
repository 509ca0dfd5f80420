package dev.pokebatch.gateway.http.admission;

import dev.pokebatch.gateway.client.ClientId;
import io.vertx.core.Context;

/**
 * The permit of a client that works now and then: taken when there is work, awaited if none is
 * free, and given back when there is no work. Confined to one event loop.
 */
public final class OnDemandPermit implements PermitPool.PermitWaiter {

  private final PermitPool permits;
  private final ClientId client;
  private final Context context;
  private final Runnable granted;
  private State state = State.IDLE;

  private enum State {
    IDLE,
    WAITING,
    /** No longer waits, but a permit may already have been granted from another thread. */
    CANCELLED,
    HELD
  }

  /**
   * @param granted called when an awaited permit has been granted
   */
  OnDemandPermit(PermitPool permits, ClientId client, Context context, Runnable granted) {
    this.permits = permits;
    this.client = client;
    this.context = context;
    this.granted = granted;
  }

  /** Returns whether it has a permit; if it has none, it waits for one from now on. */
  public boolean tryAcquire() {
    if (state == State.IDLE) {
      state = permits.acquireOrWait(this) ? State.HELD : State.WAITING;
    } else if (state == State.CANCELLED) {
      state = State.WAITING;
    }
    return state == State.HELD;
  }

  /** Whether it waits for a permit. */
  public boolean isWaiting() {
    return state == State.WAITING;
  }

  /** Gives the permit back, or stops waiting for one. */
  public void release() {
    if (state == State.HELD) {
      state = State.IDLE;
      permits.release(client);
    } else if (state == State.WAITING) {
      state = permits.cancel(this) ? State.IDLE : State.CANCELLED;
    }
  }

  @Override
  public ClientId client() {
    return client;
  }

  @Override
  public void granted() {
    context.runOnContext(
        here -> {
          var wanted = state == State.WAITING;
          state = State.HELD;
          if (wanted) {
            granted.run();
          } else {
            release();
          }
        });
  }
}
