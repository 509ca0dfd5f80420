package dev.pokebatch.fetcher.guard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A simulated clock that the test advances. */
public final class TestScheduler implements Scheduler {

  private final List<Entry> entries = new ArrayList<>();
  private long now = 7;

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public Runnable after(long millis, Runnable action) {
    var entry = new Entry(now + TimeUnit.MILLISECONDS.toNanos(Math.max(1, millis)), action);
    entries.add(entry);
    return () -> entries.remove(entry);
  }

  /** Advances the clock; timers that become due run. */
  public void pass(long millis) {
    var end = now + TimeUnit.MILLISECONDS.toNanos(millis);
    for (var next = next(end); next != null; next = next(end)) {
      entries.remove(next);
      now = next.at;
      next.action.run();
    }
    now = end;
  }

  /** The number of pending timers. */
  public int timers() {
    return entries.size();
  }

  private @Nullable Entry next(long end) {
    return entries.stream()
        .filter(entry -> entry.at <= end)
        .min(Comparator.comparingLong(Entry::at))
        .orElse(null);
  }

  /** Compared by identity, as each lambda is. */
  private record Entry(long at, Runnable action) {}
}
