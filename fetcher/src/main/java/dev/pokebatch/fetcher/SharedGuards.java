package dev.pokebatch.fetcher;

import dev.pokebatch.fetcher.guard.Circuit;
import dev.pokebatch.fetcher.guard.RetryBudget;
import java.time.Clock;

/**
 * What all lanes of a process share in sparing the upstream: each part is safe to share.
 *
 * @param retries how many retries may be made
 * @param circuit whether the upstream is worth asking
 */
public record SharedGuards(RetryBudget retries, Circuit circuit) {

  /** Those of a process. */
  public static SharedGuards of(FetcherConfig config) {
    return new SharedGuards(
        new RetryBudget(RetryBudget.RESERVE), new Circuit(config.guards(), Clock.systemUTC()));
  }
}
