package dev.pokebatch.gateway.dispatch;

import dev.pokebatch.gateway.client.ClientId;
import dev.pokebatch.process.offload.Offload;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls on a worker thread, one at a time for each event loop. Clients take turns, and so do
 * the batches of a client. This is the view of one client. Confined to that event loop.
 */
public final class WorkerTurns {

  private static final long WARN_AFTER_MS = 10_000;

  private final WorkerQueue queue;
  private final ClientId client;

  /** The turns of a new event loop. */
  public WorkerTurns() {
    this(new WorkerQueue(), ClientId.GATEWAY);
  }

  private WorkerTurns(WorkerQueue queue, ClientId client) {
    this.queue = queue;
    this.client = client;
  }

  /** Returns a view of the same turns for another client. */
  public WorkerTurns of(ClientId other) {
    return new WorkerTurns(queue, other);
  }

  /**
   * Returns the worker threads of a process: half as many as there are cores, so that the event
   * loops have the other half.
   */
  public static Offload threads(Vertx vertx) {
    var threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    return new Offload(vertx, "gateway-work", threads, WARN_AFTER_MS);
  }

  /**
   * Runs a call when it has its turn.
   *
   * @param owner the batch that takes turns
   * @return the result, on the caller's context
   */
  public <T> Future<T> take(Vertx vertx, Object owner, Callable<T> call) {
    var workers = queue.threads(vertx);
    Promise<T> outcome = Promise.promise();
    queue.waiting.add(
        client,
        owner,
        () ->
            workers
                .run(call)
                .onComplete(
                    done -> {
                      queue.goOn();
                      outcome.handle(done);
                    }));
    if (!queue.going) {
      queue.goOn();
    }
    return outcome.future();
  }

  private static final class WorkerQueue {
    private final TurnQueue waiting = new TurnQueue();
    private @Nullable Offload offload;
    private boolean going;

    private Offload threads(Vertx vertx) {
      var existing = offload;
      var threads = existing == null ? WorkerTurns.threads(vertx) : existing;
      offload = threads;
      return threads;
    }

    private void goOn() {
      going = !waiting.isEmpty();
      if (going) {
        waiting.next().run();
      }
    }
  }
}
