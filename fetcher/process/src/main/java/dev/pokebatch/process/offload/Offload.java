package dev.pokebatch.process.offload;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * A named, bounded pool of worker threads for calls that block. Calls run in parallel; those
 * without a free thread wait in a queue that only the callers bound. Pools of the same name share
 * their threads in the whole process.
 */
public final class Offload {

  private final WorkerExecutor workers;

  /**
   * @param name name of the pool and its threads
   * @param threads number of threads
   * @param warnAfterMs how long a call may block before Vert.x logs a warning, in milliseconds
   */
  public Offload(Vertx vertx, String name, int threads, long warnAfterMs) {
    workers = vertx.createSharedWorkerExecutor(name, threads, warnAfterMs, TimeUnit.MILLISECONDS);
  }

  /**
   * Runs a call on a worker thread; use a {@link BlockingCall} to be able to cancel it. The result
   * arrives on the caller's context.
   */
  public <T> Future<T> run(Callable<T> call) {
    return workers.executeBlocking(call, false);
  }

  /** Releases the pool. Its threads end when all pools of the same name are released. */
  public Future<Void> close() {
    return workers.close();
  }
}
