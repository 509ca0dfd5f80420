package dev.pokebatch.fetcher;

import dev.pokebatch.fetcher.guard.CallStats;
import dev.pokebatch.fetcher.guard.Circuit;
import dev.pokebatch.fetcher.guard.RetryBudget;
import dev.pokebatch.fetcher.guard.TokenBucket;
import java.time.Clock;

/**
 * What the guards of all lanes of a process share: each part is safe to share.
 *
 * @param retries how many retries may be made
 * @param circuit whether the upstream is worth asking
 * @param tokens how fast it may be asked
 * @param stats what becomes of all calls
 */
public record SharedGuards(
    RetryBudget retries, Circuit circuit, TokenBucket tokens, CallStats stats) {

  /** Those of a process. */
  public static SharedGuards of(FetcherConfig config) {
    var guards = config.guards();
    return new SharedGuards(
        new RetryBudget(RetryBudget.RESERVE),
        new Circuit(guards, Clock.systemUTC()),
        new TokenBucket(guards.rate(), guards.burst(), System::nanoTime),
        new CallStats());
  }
}
