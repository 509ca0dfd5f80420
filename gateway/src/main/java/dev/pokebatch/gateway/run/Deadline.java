package dev.pokebatch.gateway.run;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The time limit of a group of steps. Its timer fires once, unless it is closed before. Confined to
 * one event loop.
 */
final class Deadline {

  private final Vertx vertx;
  private final LongSupplier nanoTime;
  private final long startedAt;
  private final long limitMs;
  private final long timer;

  /**
   * Starts the timer.
   *
   * @param nanoTime as {@link System#nanoTime}
   * @param limitMs the time limit from now, in milliseconds, at least 0
   * @param onExpiry called when the time is over
   */
  Deadline(Vertx vertx, LongSupplier nanoTime, long limitMs, Runnable onExpiry) {
    this.vertx = vertx;
    this.nanoTime = nanoTime;
    this.startedAt = nanoTime.getAsLong();
    this.limitMs = limitMs;
    this.timer = vertx.setTimer(Math.max(1, limitMs), id -> onExpiry.run());
  }

  /** Returns the whole milliseconds that are left, at least 0. */
  long leftMs() {
    var elapsed = TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - startedAt);
    return Math.max(0, limitMs - elapsed);
  }

  /** Stops the timer, because the group has ended. */
  void close() {
    vertx.cancelTimer(timer);
  }
}
