package dev.pokebatch.gateway.http.reference;

import io.vertx.core.Context;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How late the event loops of a process's gateway verticles run their timers. An event loop is
 * measured only while clients ask for it; all clients share one timer. Thread-safe.
 */
public final class EventLoops {

  private static final long TIMER_MS = 80;

  /** What was measured before this time is not told any more. */
  private static final long OUTDATED_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final List<Loop> loops = new CopyOnWriteArrayList<>();

  /** Adds the event loop of a verticle. */
  public void add(Context context) {
    loops.add(new Loop(context));
  }

  /**
   * Returns how late the last timer of each event loop was, or is by now, in nanoseconds, and
   * measures again. The order is always the same.
   */
  public long[] lateNanos() {
    var now = System.nanoTime();
    return loops.stream().mapToLong(loop -> loop.lateNanos(now)).toArray();
  }

  private static final class Loop {
    private final Context context;
    private final AtomicBoolean measuring = new AtomicBoolean();
    private volatile long due;
    private volatile long late;

    private Loop(Context context) {
      this.context = context;
    }

    private long lateNanos(long now) {
      if (measuring.compareAndSet(false, true)) {
        late = now - due > OUTDATED_NANOS ? 0 : late;
        measure(now);
        return late;
      }
      return Math.max(late, now - due);
    }

    private void measure(long now) {
      due = now + TimeUnit.MILLISECONDS.toNanos(TIMER_MS);
      context.runOnContext(
          turn -> {
            var left = Math.max(1, TimeUnit.NANOSECONDS.toMillis(due - System.nanoTime()));
            context.owner().setTimer(left, id -> end());
          });
    }

    private void end() {
      late = Math.max(0, System.nanoTime() - due);
      measuring.set(false);
    }
  }
}
