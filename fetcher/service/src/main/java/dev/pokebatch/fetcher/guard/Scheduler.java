package dev.pokebatch.fetcher.guard;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** The clock and the timers of an event loop; tests use a simulated one. */
public interface Scheduler {

  /** As {@link System#nanoTime}. */
  long nanoTime();

  /**
   * Runs the action on the caller's event loop after a delay.
   *
   * @return cancels the timer; no effect if the action has run
   */
  Runnable after(long millis, Runnable action);

  /** Milliseconds since a {@link #nanoTime}. */
  default long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanoTime() - nanos);
  }

  /** The real clock, with Vert.x timers. */
  static Scheduler of(Vertx vertx) {
    return new Scheduler() {
      @Override
      public long nanoTime() {
        return System.nanoTime();
      }

      @Override
      public Runnable after(long millis, Runnable action) {
        var timer = vertx.setTimer(Math.max(1, millis), id -> action.run());
        return () -> vertx.cancelTimer(timer);
      }
    };
  }
}
