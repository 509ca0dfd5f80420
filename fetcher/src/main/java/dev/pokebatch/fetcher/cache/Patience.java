package dev.pokebatch.fetcher.cache;

/**
 * Whether the upstream is worth waiting for where there is a kept document to give out: not where
 * it could not say anything so often in a row; then it is asked once in a while, and waited for
 * again when it has an answer. Knows no clock. Confined to one event loop.
 */
final class Patience {

  /** Not by chance: where three requests in ten fail, so many in a row hardly ever do. */
  static final int IN_A_ROW = 10;

  /** How often the upstream is asked then. */
  static final long INTERVAL_MS = 1_000;

  private int inVain;
  private long nextMs;

  /** Whether to ask now; whoever may has to say what came of it. */
  boolean mayAsk(long nowMs) {
    if (inVain < IN_A_ROW) {
      return true;
    }
    if (nowMs < nextMs && nextMs - nowMs <= INTERVAL_MS) {
      return false;
    }
    nextMs = nowMs + INTERVAL_MS;
    return true;
  }

  /** The upstream said something. */
  void rewarded() {
    inVain = 0;
  }

  /** The upstream could not say anything, or not soon. */
  void inVain(long nowMs) {
    if (inVain < IN_A_ROW && ++inVain == IN_A_ROW) {
      nextMs = nowMs + INTERVAL_MS;
    }
  }
}
