package dev.pokebatch.gateway.dispatch;

import dev.pokebatch.gateway.client.ClientId;
import dev.pokebatch.process.offload.Offload;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Lets clients, and the batches of a client, take turns at a thread beside their event loop: one
 * call after the other, a batch's next one after everybody else's. As one client sees it. Confined
 * to that event loop.
 */
public final class WorkerTurns {

  private static final long WARN_AFTER_MS = 10_000;

  private final WorkerQueue line;
  private final ClientId client;

  /** The turns of an event loop. */
  public WorkerTurns() {
    this(new WorkerQueue(), ClientId.GATEWAY);
  }

  private WorkerTurns(WorkerQueue line, ClientId client) {
    this.line = line;
    this.client = client;
  }

  /** The same turns, for the batches of this client. */
  public WorkerTurns of(ClientId other) {
    return new WorkerTurns(line, other);
  }

  /**
   * The threads beside the event loops of a process: half as many as there are cores, so that the
   * event loops have the others.
   */
  public static Offload threads(Vertx vertx) {
    var threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    return new Offload(vertx, "gateway-work", threads, WARN_AFTER_MS);
  }

  /**
   * Runs the call when its owner's turn comes.
   *
   * @param owner whose turn it is
   * @return the outcome, on the caller's context
   */
  public <T> Future<T> take(Vertx vertx, Object owner, Callable<T> call) {
    var beside = line.threads(vertx);
    Promise<T> outcome = Promise.promise();
    line.waiting.add(
        client,
        owner,
        () ->
            beside
                .run(call)
                .onComplete(
                    done -> {
                      line.goOn();
                      outcome.handle(done);
                    }));
    if (!line.going) {
      line.goOn();
    }
    return outcome.future();
  }

  private static final class WorkerQueue {
    private final TurnQueue waiting = new TurnQueue();
    private @Nullable Offload offload;
    private boolean going;

    private Offload threads(Vertx vertx) {
      var known = offload;
      var threads = known == null ? WorkerTurns.threads(vertx) : known;
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
