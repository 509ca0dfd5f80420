package dev.pokebatch.gateway.http.connection;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.pokebatch.gateway.client.ClientId;
import dev.pokebatch.process.fair.FairQueue;
import io.netty.util.concurrent.EventExecutor;

/**
 * The turns of connections with pipelined requests. Without turns, an event loop would handle
 * everything that has arrived on one connection before it looks at another one, which takes seconds
 * if many clients send thousands of requests. Clients take turns. Confined to one event loop.
 */
final class PipelinedTurns {

  /** Turns until other connections are served. */
  static final int AT_ONCE = 4;

  private final FairQueue<ClientId, Runnable> waiting = new FairQueue<>(AT_ONCE);
  private boolean scheduled;

  /**
   * Waits for a turn of a client.
   *
   * @param turn a new object for each call
   */
  void await(EventExecutor loop, ClientId client, Runnable turn) {
    waiting.add(client, turn);
    schedule(loop);
  }

  /** By a timer, because Netty runs tasks that follow tasks before it serves connections. */
  @SuppressWarnings("FutureReturnValueIgnored") // a turn does not fail
  private void schedule(EventExecutor loop) {
    if (!scheduled && !waiting.isEmpty()) {
      scheduled = true;
      loop.schedule(() -> run(loop), 1, NANOSECONDS);
    }
  }

  private void run(EventExecutor loop) {
    scheduled = false;
    for (var turns = 0; turns < AT_ONCE; turns++) {
      waiting.poll().ifPresent(Runnable::run);
    }
    schedule(loop);
  }
}
