package dev.pokebatch.fetcher.guard;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** The time, and being called when some of it has passed; tests hand in one of their own. */
public interface Scheduler {

  /** As {@link System#nanoTime}. */
  long nanoTime();

  /**
   * Runs the action on the caller's event loop, after some milliseconds.
   *
   * @return calls it off; nothing happens where it has run
   */
  Runnable after(long millis, Runnable action);

  /** Milliseconds since a {@link #nanoTime}. */
  default long millisSince(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanoTime() - nanos);
  }

  /** The time that passes by itself. */
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
