package dev.pokebatch.contract;

/**
 * The time that a caller still waits for a reply. A duration and never a point in time, because the
 * clocks of two processes differ.
 *
 * @param millis milliseconds left, at least 0
 */
public record Budget(long millis) {

  /**
   * @throws IllegalArgumentException if the time is negative
   */
  public Budget {
    if (millis < 0) {
      throw new IllegalArgumentException("a budget is at least 0 ms: " + millis);
    }
  }
}
