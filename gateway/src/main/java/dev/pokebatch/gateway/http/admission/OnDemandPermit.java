package dev.pokebatch.gateway.http.admission;

import dev.pokebatch.gateway.client.ClientId;
import io.vertx.core.Context;

/**
 * The permit of a client that works now and then: taken when there is work, awaited if none is
 * free, and given back when there is no work. Confined to one event loop.
 */
public final class OnDemandPermit implements PermitPool.Waiter {

  private final PermitPool places;
  private final ClientId client;
  private final Context context;
  private final Runnable granted;
  private State state = State.AWAY;

  private enum State {
    AWAY,
    WAITING,
    /** No longer waits, but a permit may already have been granted from another thread. */
    LEFT_LINE,
    TAKEN
  }

  /**
   * @param granted called when an awaited permit has been granted
   */
  OnDemandPermit(PermitPool places, ClientId client, Context context, Runnable granted) {
    this.places = places;
    this.client = client;
    this.context = context;
    this.granted = granted;
  }

  /** Returns whether it has a permit; if it has none, it waits for one from now on. */
  public boolean take() {
    if (state == State.AWAY) {
      state = places.takeOrWait(this) ? State.TAKEN : State.WAITING;
    } else if (state == State.LEFT_LINE) {
      state = State.WAITING;
    }
    return state == State.TAKEN;
  }

  /** Whether it waits for a permit. */
  public boolean isWaiting() {
    return state == State.WAITING;
  }

  /** Gives the permit back, or stops waiting for one. */
  public void leave() {
    if (state == State.TAKEN) {
      state = State.AWAY;
      places.giveBack(client);
    } else if (state == State.WAITING) {
      state = places.leave(this) ? State.AWAY : State.LEFT_LINE;
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
          state = State.TAKEN;
          if (wanted) {
            granted.run();
          } else {
            leave();
          }
        });
  }
}
