package dev.pokebatch.sample;

/** Limits requests per second, with a burst of one second. Confined to one event loop. */
final class RateCap {
  private static final double NANOS = 1e9;

  private final int rate;
  private double left;
  private long at;

  /**
   * @param rate requests per second; 0 for no limit
   * @param now the time, as all times by {@link System#nanoTime}
   */
  RateCap(int rate, long now) {
    this.rate = rate;
    this.left = rate;
    this.at = now;
  }

  /** Whether a request may pass. Counts only those that may. */
  boolean passes(long now) {
    left = Math.min(rate, left + rate * ((now - at) / NANOS));
    at = now;
    if (rate > 0 && left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
