package dev.pokebatch.gateway.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A named pool of worker threads, and a bounded number of calls that wait for one. Calls run side
 * by side; the outcome of each comes on its caller's own context. For any thread.
 */
final class BoundedWorkers {

  /** A call that blocks for longer is worth a warning of Vert.x. */
  private static final long LONG_MS = 60_000;

  private final Vertx vertx;
  private final WorkerExecutor workers;
  private final int most;
  private final AtomicInteger inside = new AtomicInteger();
  private final CompletableFuture<@Nullable Void> empty = new CompletableFuture<>();
  private volatile boolean closed;

  /**
   * @param name of the threads
   * @param threads how many calls run at once
   * @param maxWaiting how many more may wait
   */
  BoundedWorkers(Vertx vertx, String name, int threads, int maxWaiting) {
    this.vertx = vertx;
    this.workers = vertx.createSharedWorkerExecutor(name, threads, LONG_MS, TimeUnit.MILLISECONDS);
    this.most = threads + maxWaiting;
  }

  /** Runs a call on a worker, or fails with {@link StoreUnavailableException} at once. */
  <T> Future<T> run(Callable<T> call) {
    if (inside.incrementAndGet() > most || closed) {
      leave();
      return Future.failedFuture(
          new StoreUnavailableException(closed ? "it is closed" : "too much is waiting", null));
    }
    return workers.executeBlocking(
        () -> {
          try {
            return call.call();
          } finally {
            leave();
          }
        },
        false);
  }

  private void leave() {
    if (inside.decrementAndGet() == 0 && closed) {
      empty.complete(null);
    }
  }

  /** Takes no more calls, and ends when those that it has taken have ended. */
  Future<Void> close() {
    closed = true;
    if (inside.get() == 0) {
      empty.complete(null);
    }
    return Future.<@Nullable Void>fromCompletionStage(empty, vertx.getOrCreateContext())
        .compose(done -> workers.close());
  }
}
