package dev.pokebatch.fetcher.cache;

/**
 * Whether the upstream is worth waiting for where there is a kept document to give out: not after
 * so many failures in a row, nor where it was silent for all who wait; then it is asked once in a
 * while, and waited for again when it has an answer. Knows no clock. Shared by all fetcher
 * verticles and safe to share.
 */
final class StaleWaitBreaker {

  /** Not by chance: where three requests in ten fail, so many in a row hardly ever do. */
  static final int FAILURES = 10;

  /** How often the upstream is asked where nobody waits for it. */
  static final long INTERVAL_MS = 1_000;

  private int failures;
  private long answeredMs = Long.MIN_VALUE;
  private long nextMs;

  synchronized boolean isOpen() {
    return failures >= FAILURES;
  }

  /** Whether to ask now, while nobody waits; whoever may has to tell of an answer. */
  synchronized boolean mayProbe(long nowMs) {
    var waitMs = nextMs - nowMs;
    if (waitMs > 0 && waitMs <= INTERVAL_MS) { // it is longer where the clock was set back
      return false;
    }
    nextMs = nowMs + INTERVAL_MS;
    return true;
  }

  /** The upstream said something. */
  synchronized void answered(long nowMs) {
    failures = 0;
    answeredMs = nowMs;
  }

  /** The upstream could not say anything. */
  synchronized void failed() {
    failures++;
  }

  /** Somebody has waited since then, and has gone without an answer. */
  synchronized void timedOut(long sinceMs) {
    if (answeredMs < sinceMs) {
      failures = FAILURES;
    }
  }
}
