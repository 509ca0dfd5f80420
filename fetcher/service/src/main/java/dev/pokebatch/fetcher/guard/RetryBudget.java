package dev.pokebatch.fetcher.guard;

/**
 * Keeps retries from multiplying an outage: in the long run there is one for every ten requests,
 * and a reserve for a bad minute. Shared by all fetcher verticles of a process, so that the reserve
 * does not depend on how many cores there are, and safe to share.
 */
public final class RetryBudget {

  /**
   * What a batch of 1,000 documents takes, on the average, of an upstream that fails three times in
   * ten is 429 retries; with what its own requests earn, that is within 500.
   */
  public static final int RESERVE = 400;

  private static final double FOR_EACH_REQUEST = 0.1;

  private final double reserve;
  private double left;

  /**
   * @param reserve how many retries there may be beyond those that requests have earned
   */
  public RetryBudget(int reserve) {
    this.reserve = reserve;
    this.left = reserve;
  }

  /** A request that is no retry will be made. */
  synchronized void earn() {
    left = Math.min(reserve, left + FOR_EACH_REQUEST);
  }

  /** Takes a retry, if there is one. */
  synchronized boolean take() {
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
