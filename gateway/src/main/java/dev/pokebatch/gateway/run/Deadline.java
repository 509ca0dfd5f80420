package dev.pokebatch.gateway.run;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/**
 * The time that a piece of work has. Ends once: when it is over, or, silently, when the work is
 * done. Confined to one event loop.
 */
final class Deadline {

  private final Vertx vertx;
  private final long startedAt = System.nanoTime();
  private final long deadlineMs;
  private final long timer;

  /**
   * Opens a scope whose time runs from now.
   *
   * @param deadlineMs milliseconds that it has, at least 0
   * @param onEnd is run when they are over
   */
  Deadline(Vertx vertx, long deadlineMs, Runnable onEnd) {
    this.vertx = vertx;
    this.deadlineMs = deadlineMs;
    this.timer = vertx.setTimer(Math.max(1, deadlineMs), id -> onEnd.run());
  }

  /** Whole milliseconds left, at least 0. */
  long leftMs() {
    var elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt);
    return Math.max(0, deadlineMs - elapsed);
  }

  /** The work is done, or given up. */
  void close() {
    vertx.cancelTimer(timer);
  }
}
