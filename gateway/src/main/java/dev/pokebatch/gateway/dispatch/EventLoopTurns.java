package dev.pokebatch.gateway.dispatch;

import dev.pokebatch.gateway.client.ClientId;
import io.vertx.core.Vertx;

/**
 * Runs tasks that take an event loop some milliseconds. Clients take turns, and so do the batches
 * of a client. After a few milliseconds of tasks, connections and timers of the event loop are
 * served. This is the view of one client. Confined to that event loop.
 */
public final class EventLoopTurns {

  private static final long SLICE_NANOS = 5_000_000;

  private final LoopQueue loop;
  private final ClientId client;

  /** The turns of a new event loop. */
  public EventLoopTurns() {
    this(new LoopQueue(), ClientId.GATEWAY);
  }

  private EventLoopTurns(LoopQueue loop, ClientId client) {
    this.loop = loop;
    this.client = client;
  }

  /** Returns a view of the same turns for another client. */
  public EventLoopTurns of(ClientId other) {
    return new EventLoopTurns(loop, other);
  }

  /**
   * Runs a task when it has its turn, never within this call.
   *
   * @param owner the batch that takes turns
   */
  public void take(Vertx vertx, Object owner, Runnable task) {
    loop.waiting.add(client, owner, task);
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
          // By a timer, because Netty runs tasks that follow tasks for up to a second.
          vertx.setTimer(1, later -> go(vertx));
        }
      }
    }
  }
}
