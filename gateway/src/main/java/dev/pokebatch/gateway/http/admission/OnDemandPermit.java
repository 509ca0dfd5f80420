package dev.pokebatch.gateway.http.admission;

import dev.pokebatch.gateway.client.ClientId;
import io.vertx.core.Context;

/**
 * The place of something that works now and then: taken when there is work, waited for where none
 * is free, and left when there is no work. Confined to one event loop.
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
    /** Does not wait any more, though its place may be on its way. */
    LEFT_LINE,
    TAKEN
  }

  /**
   * @param granted called when a place has come that was waited for
   */
  OnDemandPermit(PermitPool places, ClientId client, Context context, Runnable granted) {
    this.places = places;
    this.client = client;
    this.context = context;
    this.granted = granted;
  }

  /** Returns whether it has a place; where it has none, it waits for one from now on. */
  public boolean take() {
    if (state == State.AWAY) {
      state = places.takeOrWait(this) ? State.TAKEN : State.WAITING;
    } else if (state == State.LEFT_LINE) {
      state = State.WAITING;
    }
    return state == State.TAKEN;
  }

  /** Whether it waits for a place. */
  public boolean isWaiting() {
    return state == State.WAITING;
  }

  /** Gives the place back, or waits for none any more. */
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
