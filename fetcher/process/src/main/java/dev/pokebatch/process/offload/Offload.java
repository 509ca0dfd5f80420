package dev.pokebatch.process.offload;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * A named, bounded pool of worker threads for calls that block. Calls run side by side, not one
 * after the other; those for which no thread is free wait, as many as the callers in front let
 * come. Pools of the same name are one pool for the whole process.
 */
public final class Offload {

  private final WorkerExecutor workers;

  /**
   * @param name of the pool and its threads
   * @param threads how many
   * @param warnAfterMs how long a call may block before Vert.x warns of it
   */
  public Offload(Vertx vertx, String name, int threads, long warnAfterMs) {
    workers = vertx.createSharedWorkerExecutor(name, threads, warnAfterMs, TimeUnit.MILLISECONDS);
  }

  /**
   * Runs the call, a {@link BlockingCall} if it may be called off, on a worker; its outcome comes
   * on the caller's own context.
   */
  public <T> Future<T> run(Callable<T> call) {
    return workers.executeBlocking(call, false);
  }

  /** Gives the pool up; it ends when the last who shares it has done so. */
  public Future<Void> close() {
    return workers.close();
  }
}
