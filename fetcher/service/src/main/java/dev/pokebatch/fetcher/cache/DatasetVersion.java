package dev.pokebatch.fetcher.cache;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The version of the upstream's data set as far as known, and when to check it again. Times are
 * milliseconds since the epoch. Shared by all lanes; thread-safe.
 */
public final class DatasetVersion {

  /**
   * The time between two checks; also the minimum age of a cached document that triggers a check.
   */
  static final long INTERVAL_MS = Duration.ofMinutes(1).toMillis();

  /** The time until the next check after the upstream reported no version. */
  static final long REST_MS = Duration.ofMinutes(10).toMillis();

  private final AtomicLong askFromMs = new AtomicLong(Long.MIN_VALUE);
  private volatile long changedAtMs = Long.MIN_VALUE;
  private @Nullable String hash;

  /**
   * When the data set was last seen to change. Documents requested before then must be revalidated.
   */
  long changedAtMs() {
    return changedAtMs;
  }

  /** Whether a check is due. Returns true to one caller only, which then must check. */
  boolean claim(long nowMs) {
    var from = askFromMs.get();
    return nowMs >= from && askFromMs.compareAndSet(from, nowMs + INTERVAL_MS);
  }

  /** Records the version that the upstream reported. */
  synchronized void is(String said, long nowMs) {
    if (hash != null && !hash.equals(said)) {
      changedAtMs = nowMs;
    }
    hash = said;
  }

  /** Restores what {@link #toString} of an earlier process returned; null if nothing was saved. */
  synchronized void restore(@Nullable String saved) {
    var space = saved == null ? -1 : saved.indexOf(' ');
    if (saved != null && space > 0) {
      changedAtMs = Long.parseLong(saved.substring(0, space));
      hash = saved.substring(space + 1);
    }
  }

  /** The saved form, which {@link #restore} reads. */
  @Override
  public synchronized String toString() {
    return changedAtMs + " " + hash;
  }

  /** Postpones the next check, since the upstream reports no version. */
  void postponeCheck(long nowMs) {
    askFromMs.set(nowMs + REST_MS);
  }
}
