package dev.pokebatch.fetcher.upstream;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/**
 * The time limit of one exchange with the upstream, without our own pauses. Confined to one event
 * loop.
 */
final class TimeLimit {

  private final Vertx vertx;
  private final Runnable onLate;
  private long timer;
  private long dueAt;
  private long leftNanos;
  private boolean ended;

  /** Starts the time limit; the action runs when it expires. */
  TimeLimit(Vertx vertx, long millis, Runnable onLate) {
    this.vertx = vertx;
    this.onLate = onLate;
    this.leftNanos = TimeUnit.MILLISECONDS.toNanos(millis);
    resume();
  }

  /** Pauses the time limit. */
  void pause() {
    vertx.cancelTimer(timer);
    leftNanos = Math.max(0, dueAt - System.nanoTime());
  }

  /** Resumes after a pause. */
  void resume() {
    if (!ended) {
      dueAt = System.nanoTime() + leftNanos;
      var millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(leftNanos));
      timer = vertx.setTimer(millis, id -> onLate.run());
    }
  }

  /** Ends the time limit. */
  void end() {
    ended = true;
    vertx.cancelTimer(timer);
  }
}
