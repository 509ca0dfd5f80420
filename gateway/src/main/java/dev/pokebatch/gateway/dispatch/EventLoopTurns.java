package dev.pokebatch.gateway.dispatch;

import dev.pokebatch.gateway.client.ClientId;
import io.vertx.core.Vertx;

/**
 * Lets clients, and the batches of a client, take turns at what holds their event loop: one piece
 * of work after the other, a batch's next one after everybody else's, and after a few milliseconds
 * the loop may see to its connections and timers before it goes on. As one client sees it. Confined
 * to that event loop.
 */
public final class EventLoopTurns {

  private static final long SLICE_NANOS = 5_000_000;

  private final LoopQueue loop;
  private final ClientId client;

  /** The turns of an event loop. */
  public EventLoopTurns() {
    this(new LoopQueue(), ClientId.GATEWAY);
  }

  private EventLoopTurns(LoopQueue loop, ClientId client) {
    this.loop = loop;
    this.client = client;
  }

  /** The same turns, for the batches of this client. */
  public EventLoopTurns of(ClientId other) {
    return new EventLoopTurns(loop, other);
  }

  /**
   * Runs the work when its turn comes, never at once.
   *
   * @param whose turn it is
   */
  public void take(Vertx vertx, Object whose, Runnable work) {
    loop.waiting.add(client, whose, work);
    if (!loop.going) {
      loop.going = true;
      vertx.runOnContext(soon -> loop.go(vertx));
    }
  }

  private static final class LoopQueue {
    private final TurnQueue waiting = new TurnQueue();
    private boolean going;

    private void go(Vertx vertx) {
      var startedAt = System.nanoTime();
      try {
        while (!waiting.isEmpty() && System.nanoTime() - startedAt < SLICE_NANOS) {
          waiting.next().run();
        }
      } finally {
        going = !waiting.isEmpty();
        if (going) {
          // A timer: a task that follows a task would keep the loop from all else for a second.
          vertx.setTimer(1, later -> go(vertx));
        }
      }
    }
  }
}
