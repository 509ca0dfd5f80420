package dev.pokebatch.fetcher.upstream;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/**
 * The time that an exchange with the upstream may take, our own pauses left out. Confined to one
 * event loop.
 */
final class TimeLimit {

  private final Vertx vertx;
  private final Runnable onLate;
  private long timer;
  private long dueAt;
  private long leftNanos;
  private boolean ended;

  /** Begins; the action runs when the time is over. */
  TimeLimit(Vertx vertx, long millis, Runnable onLate) {
    this.vertx = vertx;
    this.onLate = onLate;
    this.leftNanos = TimeUnit.MILLISECONDS.toNanos(millis);
    resume();
  }

  /** Stops the clock. */
  void pause() {
    vertx.cancelTimer(timer);
    leftNanos = Math.max(0, dueAt - System.nanoTime());
  }

  /** Goes on after a pause. */
  void resume() {
    if (!ended) {
      dueAt = System.nanoTime() + leftNanos;
      var millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(leftNanos));
      timer = vertx.setTimer(millis, id -> onLate.run());
    }
  }

  /** The exchange is over. */
  void end() {
    ended = true;
    vertx.cancelTimer(timer);
  }
}
