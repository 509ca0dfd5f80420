package dev.pokebatch.fetcher.cache;

/**
 * Decides whether calls that have a stale document wait for the upstream. It opens after {@link
 * #FAILURES} failures in a row, or when the upstream was silent for as long as a caller waits.
 * While it is open, stale documents are served at once and the upstream is probed once every {@link
 * #INTERVAL_MS}; any response closes it. Takes the time as a parameter. Shared by all lanes;
 * thread-safe.
 */
final class StaleWaitBreaker {

  /**
   * High enough not to be chance: even if 30 % of the requests fail, so many in a row hardly ever
   * do.
   */
  static final int FAILURES = 10;

  /** The time between two probes while it is open. */
  static final long INTERVAL_MS = 1_000;

  private int failures;
  private long answeredMs = Long.MIN_VALUE;
  private long nextMs;

  synchronized boolean isOpen() {
    return failures >= FAILURES;
  }

  /** Whether to send a probe now. The caller that may must report a response. */
  synchronized boolean mayProbe(long nowMs) {
    var waitMs = nextMs - nowMs;
    if (waitMs > 0 && waitMs <= INTERVAL_MS) { // a longer wait means that the clock was set back
      return false;
    }
    nextMs = nowMs + INTERVAL_MS;
    return true;
  }

  /** Records a response of the upstream. */
  synchronized void answered(long nowMs) {
    failures = 0;
    answeredMs = nowMs;
  }

  /** Records a failure to get a response. */
  synchronized void failed() {
    failures++;
  }

  /** Records that a caller, waiting since then, got no response in time. */
  synchronized void timedOut(long sinceMs) {
    if (answeredMs < sinceMs) {
      failures = FAILURES;
    }
  }
}
