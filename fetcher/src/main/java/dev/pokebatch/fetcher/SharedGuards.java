package dev.pokebatch.fetcher;

import dev.pokebatch.fetcher.guard.RetryBudget;

/**
 * What all lanes of a process share in sparing the upstream: each part is safe to share.
 *
 * @param retries how many retries may be made
 */
public record SharedGuards(RetryBudget retries) {

  /** Those of a process. */
  public static SharedGuards of(FetcherConfig config) {
    return new SharedGuards(new RetryBudget(RetryBudget.RESERVE));
  }
}
