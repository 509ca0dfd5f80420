package dev.pokebatch.fetcher.cache;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Which data the upstream serves, as far as is known, and when it is to be asked about that again.
 * Times are milliseconds from the epoch. Shared by all fetcher verticles and safe to share.
 */
public final class DatasetVersion {

  /** How often the upstream is asked, and how old a document has to be to make us ask. */
  static final long INTERVAL_MS = Duration.ofMinutes(1).toMillis();

  /** An upstream that does not say is left alone for so long. */
  static final long REST_MS = Duration.ofMinutes(10).toMillis();

  private final AtomicLong askFromMs = new AtomicLong(Long.MIN_VALUE);
  private volatile long changedAtMs = Long.MIN_VALUE;
  private @Nullable String hash;

  /**
   * When it was last found to have changed: what was asked for until then may not hold any more.
   */
  long changedAtMs() {
    return changedAtMs;
  }

  /** Whether it is time to ask; says yes to one only, who then has to. */
  boolean claim(long nowMs) {
    var from = askFromMs.get();
    return nowMs >= from && askFromMs.compareAndSet(from, nowMs + INTERVAL_MS);
  }

  /** The upstream said which it serves. */
  synchronized void is(String said, long nowMs) {
    if (hash != null && !hash.equals(said)) {
      changedAtMs = nowMs;
    }
    hash = said;
  }

  /** What was noted of it by a process before this one; null where nothing was. */
  synchronized void restore(@Nullable String noted) {
    var space = noted == null ? -1 : noted.indexOf(' ');
    if (noted != null && space > 0) {
      changedAtMs = Long.parseLong(noted.substring(0, space));
      hash = noted.substring(space + 1);
    }
  }

  /** What {@link #restore} reads. */
  @Override
  public synchronized String toString() {
    return changedAtMs + " " + hash;
  }

  /** The upstream does not say. */
  void postponeCheck(long nowMs) {
    askFromMs.set(nowMs + REST_MS);
  }
}
