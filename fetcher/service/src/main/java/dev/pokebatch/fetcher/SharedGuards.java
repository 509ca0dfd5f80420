package dev.pokebatch.fetcher;

import dev.pokebatch.fetcher.guard.CallStats;
import dev.pokebatch.fetcher.guard.Circuit;
import dev.pokebatch.fetcher.guard.Permits;
import dev.pokebatch.fetcher.guard.QueueCapacity;
import dev.pokebatch.fetcher.guard.RetryBudget;
import dev.pokebatch.fetcher.guard.TokenBucket;
import dev.pokebatch.fetcher.suggest.NameListCache;
import java.time.Clock;

/**
 * What the guards of all lanes of a process share: each part is safe to share.
 *
 * @param waiting for calls that wait for their turn at the upstream
 * @param retries how many retries may be made
 * @param circuit whether the upstream is worth asking
 * @param tokens how fast it may be asked
 * @param permits how many requests may be under way
 * @param threads how many of them may block a thread
 * @param lists what the upstream lists
 * @param memory how many bytes may be held
 * @param stats what becomes of all calls
 */
public record SharedGuards(
    QueueCapacity waiting,
    RetryBudget retries,
    Circuit circuit,
    TokenBucket tokens,
    Permits permits,
    Permits threads,
    NameListCache lists,
    SharedMemory memory,
    CallStats stats) {

  /** Those of a process. */
  public static SharedGuards of(FetcherConfig config) {
    var guards = config.guards();
    var tokens = new TokenBucket(guards.rate(), guards.burst(), System::nanoTime);
    var waiting = new QueueCapacity(config.waiting());
    return new SharedGuards(
        waiting,
        new RetryBudget(RetryBudget.RESERVE),
        new Circuit(guards, Clock.systemUTC()),
        tokens,
        Permits.upTo(config.connections(), waiting, System::nanoTime, tokens::refused),
        Permits.fixed(config.blockingThreads(), waiting, System::nanoTime),
        new NameListCache(System::nanoTime),
        SharedMemory.of(config.memory()),
        new CallStats());
  }
}
