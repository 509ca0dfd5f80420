package dev.pokebatch.gateway.job;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Decides when a process looks into the database for jobs that no event has announced: one of its
 * event loops once a second for a minute after the start and after anything that may have lost an
 * event or left a job without a gateway, and every five seconds otherwise. Thread-safe.
 */
public final class JobPolls {

  /** How often each event loop asks whether to look, in milliseconds. */
  static final long TICK_MS = 1_000;

  private static final long OFTEN = TimeUnit.MILLISECONDS.toNanos(TICK_MS);
  private static final long SELDOM = TimeUnit.SECONDS.toNanos(5);
  private static final long WATCHFUL = TimeUnit.MINUTES.toNanos(1);

  /** An event loop that ticks a little early looks, too. */
  private static final long TOLERANCE = OFTEN / 10;

  private final LongSupplier nanoTime;
  private long lookedAt;
  private long watchfulFrom;

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  public JobPolls(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.watchfulFrom = nanoTime.getAsLong();
    this.lookedAt = watchfulFrom - SELDOM;
  }

  /** Whether the caller should look now. Then other callers should not, until the interval ends. */
  synchronized boolean isTime() {
    var now = nanoTime.getAsLong();
    var interval = now - watchfulFrom < WATCHFUL ? OFTEN : SELDOM;
    if (now - lookedAt < interval - TOLERANCE) {
      return false;
    }
    lookedAt = now;
    return true;
  }

  /** A gateway or an event may have been lost, or there is work: looks often for a minute. */
  synchronized void expectJobs() {
    watchfulFrom = nanoTime.getAsLong();
  }
}
