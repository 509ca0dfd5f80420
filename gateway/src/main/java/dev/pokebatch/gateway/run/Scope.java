package dev.pokebatch.gateway.run;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The time that a piece of work has, and its end before that. Ends once: when the deadline comes,
 * when somebody ends it, or, silently, when the work is done. Confined to one event loop.
 */
public final class Scope {

  private final Vertx vertx;
  private final long startedAt = System.nanoTime();
  private final long deadlineMs;
  private final long timer;
  private final Consumer<End> onEnd;
  private boolean over;

  private Scope(Vertx vertx, long deadlineMs, Consumer<End> onEnd) {
    this.vertx = vertx;
    this.deadlineMs = deadlineMs;
    this.onEnd = onEnd;
    this.timer = vertx.setTimer(deadlineMs, id -> end(End.DEADLINE));
  }

  /**
   * Opens a scope whose time runs from now.
   *
   * @param deadlineMs milliseconds that it has
   * @param onEnd is told why it ended, unless it was closed
   */
  public static Scope open(Vertx vertx, long deadlineMs, Consumer<End> onEnd) {
    return new Scope(vertx, deadlineMs, onEnd);
  }

  /** Milliseconds since it was opened. */
  public double elapsedMs() {
    return (System.nanoTime() - startedAt) / 1e6;
  }

  /** Whole milliseconds left, at least 0. */
  public long leftMs() {
    var elapsed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt);
    return Math.max(0, deadlineMs - elapsed);
  }

  /** Ends it before its work is done; later calls do nothing. */
  public void end(End why) {
    if (close()) {
      onEnd.accept(why);
    }
  }

  /**
   * The work is done, or given up.
   *
   * @return whether it was still open
   */
  public boolean close() {
    var open = !over;
    over = true;
    vertx.cancelTimer(timer);
    return open;
  }

  /** Whether it has ended or was closed. */
  public boolean isOver() {
    return over;
  }

  /** Why a scope ended before its work was done. */
  public enum End {
    /** Its time ran out. */
    DEADLINE,
    /** The client that asked for the work has gone. */
    CLIENT,
    /** The gateway is about to end. */
    SHUTDOWN
  }
}
