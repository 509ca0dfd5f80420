package dev.pokebatch.gateway.store;

import dev.pokebatch.process.offload.Offload;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A named pool of worker threads with a bounded number of waiting calls. Calls run concurrently;
 * the result of each arrives on its caller's context. Thread-safe.
 */
final class BoundedWorkers {

  /** Vert.x warns of a call that blocks for longer. */
  private static final long WARN_AFTER_MS = 60_000;

  private final Vertx vertx;
  private final Offload workers;
  private final int maxCalls;
  private final AtomicInteger calls = new AtomicInteger();
  private final CompletableFuture<@Nullable Void> empty = new CompletableFuture<>();
  private volatile boolean closed;

  /**
   * @param name of the pool and its threads
   * @param threads maximum number of calls that run at once
   * @param maxWaiting maximum number of calls that wait for a thread
   */
  BoundedWorkers(Vertx vertx, String name, int threads, int maxWaiting) {
    this.vertx = vertx;
    this.workers = new Offload(vertx, name, threads, WARN_AFTER_MS);
    this.maxCalls = threads + maxWaiting;
  }

  /** Runs a call on a worker, or fails with {@link StoreUnavailableException} at once. */
  <T> Future<T> run(Callable<T> call) {
    if (calls.incrementAndGet() > maxCalls || closed) {
      leave();
      return Future.failedFuture(
          new StoreUnavailableException(
              closed ? "The database is closed." : "Too many calls wait for the database.", null));
    }
    return workers.run(
        () -> {
          try {
            return call.call();
          } finally {
            leave();
          }
        });
  }

  private void leave() {
    if (calls.decrementAndGet() == 0 && closed) {
      empty.complete(null);
    }
  }

  /** Accepts no more calls; completes when all accepted calls have ended. */
  Future<Void> close() {
    closed = true;
    if (calls.get() == 0) {
      empty.complete(null);
    }
    return Future.<@Nullable Void>fromCompletionStage(empty, vertx.getOrCreateContext())
        .compose(done -> workers.close());
  }
}
