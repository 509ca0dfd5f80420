package dev.pokebatch.sample;

/** Lets so many requests a second pass, and a second's worth at once. Belongs to one event loop. */
final class RateCap {
  private static final double NANOS = 1e9;

  private final int rate;
  private double left;
  private long at;

  /**
   * @param rate requests a second; 0 is any number
   * @param now as all times, by {@link System#nanoTime}
   */
  RateCap(int rate, long now) {
    this.rate = rate;
    this.left = rate;
    this.at = now;
  }

  /** Whether one more may pass; it counts only then. */
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
