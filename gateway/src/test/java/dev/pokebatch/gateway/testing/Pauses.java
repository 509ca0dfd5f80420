package dev.pokebatch.gateway.testing;

import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * The longest pauses of the event loops during an action: by their own work, and by waiting. Pauses
 * by the scheduler of the machine or by the garbage collector do not count.
 *
 * @param longestMs the most that one of them did before others on it had their turn, in
 *     milliseconds of a processor
 * @param workMs what all of them did together, in milliseconds of a processor
 * @param warnings for how many milliseconds Vert.x found one of them in the same turn, waiting
 */
public record Pauses(long longestMs, long workMs, List<Long> warnings) {

  /** Copies the list. */
  public Pauses {
    warnings = List.copyOf(warnings);
  }

  /** Does something, and looks at all event loops meanwhile. */
  public static Pauses during(Vertx vertx, Runnable work) {
    var warnings = new CopyOnWriteArrayList<Long>();
    var checker = ((VertxInternal) vertx).blockedThreadChecker();
    checker.setThreadBlockedHandler(
        blocked -> {
          if (blocked.thread().getState() != Thread.State.RUNNABLE) {
            warnings.add(TimeUnit.NANOSECONDS.toMillis(blocked.duration()));
          }
        });
    var loops = Ticker.onEveryEventLoop(vertx);
    try {
      work.run();
    } finally {
      loops.forEach(Ticker::close);
    }
    return new Pauses(
        loops.stream().mapToLong(Ticker::longestWorkMs).max().orElse(0),
        TimeUnit.NANOSECONDS.toMillis(loops.stream().mapToLong(Ticker::workNanos).sum()),
        warnings);
  }
}
