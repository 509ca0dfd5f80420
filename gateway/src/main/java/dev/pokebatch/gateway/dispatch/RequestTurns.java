package dev.pokebatch.gateway.dispatch;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.pokebatch.gateway.client.ClientId;
import io.vertx.core.Context;
import io.vertx.core.internal.ContextInternal;

/**
 * Bounds how many documents an event loop requests before it serves connections and timers again.
 * Netty runs tasks that follow tasks for up to a second, and a reply that leads to the next request
 * is such a task: a large batch of cached documents would hold up all else on the event loop.
 * Clients take turns, and so do the batches of a client. This is the view of one client. Confined
 * to that event loop.
 */
public final class RequestTurns {

  /**
   * Documents until connections and timers are served. Their requests make bursts of work in
   * fetchers of the same process, too.
   */
  static final int MOST = 16;

  private final LoopQueue loop;
  private final ClientId client;

  /** The turns of a new event loop. */
  public RequestTurns() {
    this(new LoopQueue(), ClientId.GATEWAY);
  }

  private RequestTurns(LoopQueue loop, ClientId client) {
    this.loop = loop;
    this.client = client;
  }

  /** Returns a view of the same turns for another client. */
  public RequestTurns of(ClientId other) {
    return new RequestTurns(loop, other);
  }

  /**
   * Takes a turn, in which one document may be requested, or waits for one.
   *
   * @param context the context of the calling event loop, on which the turn comes
   * @param owner the batch that takes turns
   * @param turn called when the turn comes, if there was none at once
   * @return whether the turn was taken at once
   */
  public boolean take(Context context, Object owner, Runnable turn) {
    if (loop.waiting.isEmpty() && loop.taken < MOST) {
      loop.taken++;
      return true;
    }
    if (loop.waiting.isEmpty()) {
      loop.schedule((ContextInternal) context);
    }
    loop.waiting.add(client, owner, turn);
    return false;
  }

  private static final class LoopQueue {
    private final TurnQueue waiting = new TurnQueue();
    private int taken;

    /** By the scheduler of Netty: a task would run before connections and timers are served. */
    @SuppressWarnings("FutureReturnValueIgnored") // it does not fail
    private void schedule(ContextInternal context) {
      context
          .nettyEventLoop()
          .schedule(() -> context.runOnContext(here -> go(context)), 0, NANOSECONDS);
    }

    private void go(ContextInternal context) {
      taken = 0;
      try {
        while (!waiting.isEmpty() && taken < MOST) {
          taken++;
          waiting.next().run();
        }
      } finally {
        if (!waiting.isEmpty()) {
          schedule(context);
        }
      }
    }
  }
}
