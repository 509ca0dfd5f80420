package dev.pokebatch.contract;

/**
 * Time that is left, never a clock time: clocks of two processes differ, and a message has no need
 * to know either.
 *
 * @param millis milliseconds left, at least 0
 */
public record Budget(long millis) {

  /** Refuses a negative time. */
  public Budget {
    if (millis < 0) {
      throw new IllegalArgumentException("a budget is at least 0 ms: " + millis);
    }
  }
}
