package dev.pokebatch.fetcher.guard;

import java.util.concurrent.atomic.LongAdder;

/**
 * Keeps retries from multiplying an outage: 10 % of the requests plus a burst. Shared by all lanes
 * of a process, so that the burst does not depend on the number of cores; thread-safe.
 */
public final class RetryBudget {

  /**
   * Size of the burst. If 30 % of its requests fail, a batch of 1,000 documents needs 429 retries
   * on average; with what its own requests earn, up to 500 are available.
   */
  public static final int RESERVE = 400;

  private static final double FOR_EACH_REQUEST = 0.1;

  private final double reserve;
  private final LongAdder retries = new LongAdder();
  private double left;

  /**
   * @param reserve maximum number of saved retries
   */
  public RetryBudget(int reserve) {
    this.reserve = reserve;
    this.left = reserve;
  }

  /** Records a first attempt, which earns a tenth of a retry. */
  synchronized void earn() {
    left = Math.min(reserve, left + FOR_EACH_REQUEST);
  }

  /** Records a retry, whether or not it was taken from the budget. */
  void retried() {
    retries.increment();
  }

  /** The number of retries so far. */
  public long retries() {
    return retries.sum();
  }

  /** How many retries may be taken now. */
  public synchronized double left() {
    return left;
  }

  /** Takes a retry; false if none is left. */
  synchronized boolean take() {
    if (left < 1) {
      return false;
    }
    left--;
    return true;
  }
}
