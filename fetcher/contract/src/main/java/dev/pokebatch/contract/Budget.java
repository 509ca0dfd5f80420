package dev.pokebatch.contract;

/**
 * The time that a caller still waits for a reply. A duration and never a point in time, because the
 * clocks of two processes differ.
 *
 * @param millis milliseconds left, at least 0
 */
public record Budget(long millis) {

  /** The longest budget of a request, in milliseconds: 7 days, as long as a job may take. */
  public static final long MOST_MS = 7 * 24 * 3_600_000L;

  /**
   * @throws IllegalArgumentException if the time is negative
   */
  public Budget {
    if (millis < 0) {
      throw new IllegalArgumentException("a budget is at least 0 ms: " + millis);
    }
  }

  /** Reads a budget; a longer one than {@link #MOST_MS} becomes that. */
  static Budget read(WireReader in) {
    return new Budget(Math.min(MOST_MS, in.number(0, Long.MAX_VALUE)));
  }
}
