package dev.pokebatch.gateway.dispatch;

import dev.pokebatch.fetcher.offload.Offload;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Lets the batches of one event loop take turns at a thread beside it: one call after the other, a
 * batch's next one after everybody else's. Confined to that event loop.
 */
public final class TurnsBeside {

  private static final long WARN_AFTER_MS = 10_000;

  private final TurnQueue waiting = new TurnQueue();
  private @Nullable Offload offload;
  private boolean going;

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
    var threads = offload;
    if (threads == null) {
      threads = threads(vertx);
      offload = threads;
    }
    var beside = threads;
    Promise<T> outcome = Promise.promise();
    waiting.add(
        owner,
        () ->
            beside
                .run(call)
                .onComplete(
                    done -> {
                      goOn();
                      outcome.handle(done);
                    }));
    if (!going) {
      goOn();
    }
    return outcome.future();
  }

  private void goOn() {
    going = !waiting.isEmpty();
    if (going) {
      waiting.next().run();
    }
  }
}
