package dev.pokebatch.fetcher;

import dev.pokebatch.fetcher.guard.CallStats;
import dev.pokebatch.fetcher.guard.Circuit;
import dev.pokebatch.fetcher.guard.Permits;
import dev.pokebatch.fetcher.guard.QueueCapacity;
import dev.pokebatch.fetcher.guard.RetryBudget;
import dev.pokebatch.fetcher.guard.TokenBucket;
import dev.pokebatch.fetcher.suggest.NameListCache;
import dev.pokebatch.fetcher.suggest.TranslatedNames;
import dev.pokebatch.fetcher.upstream.UpstreamMeters;
import dev.pokebatch.process.metrics.Metrics;
import dev.pokebatch.process.trace.Tracing;
import java.time.Clock;

/**
 * The parts of the guards that all lanes of a process share. Each is thread-safe.
 *
 * @param waiting how many calls may wait in front of the upstream
 * @param retries the budget for retries
 * @param circuit the circuit breaker of the upstream
 * @param tokens the limit of requests a second
 * @param permits the limit of requests in flight
 * @param sprites the limit of requests for sprites in flight
 * @param spritesCircuit the circuit breaker of the site of the sprites
 * @param threads the limit of requests in flight that block a thread
 * @param lists the upstream's resource lists
 * @param names the names of documents in other languages
 * @param memory the memory pools
 * @param stats the counts and durations of all calls
 * @param upstream measures the requests to the upstream
 * @param metrics the metrics of the process
 * @param tracing the traces of the process
 */
public record SharedGuards(
    QueueCapacity waiting,
    RetryBudget retries,
    Circuit circuit,
    TokenBucket tokens,
    Permits permits,
    Permits sprites,
    Circuit spritesCircuit,
    Permits threads,
    NameListCache lists,
    TranslatedNames names,
    SharedMemory memory,
    CallStats stats,
    UpstreamMeters upstream,
    Metrics metrics,
    Tracing tracing) {

  /** Requests for sprites in flight. */
  private static final int SPRITES = 32;

  /** Memory for names: enough for those of all species, moves and abilities of PokéAPI. */
  private static final long NAMES_BYTES = 4 << 20;

  /** Creates them for one process, and exports them. */
  public static SharedGuards of(FetcherConfig config, Metrics metrics) {
    return of(config, metrics, Tracing.OFF);
  }

  /** Creates them for a process with traces. */
  public static SharedGuards of(FetcherConfig config, Metrics metrics, Tracing tracing) {
    var guards = config.guards();
    var tokens = new TokenBucket(guards.rate(), guards.burst(), System::nanoTime);
    var waiting = new QueueCapacity(config.waiting());
    var shared =
        new SharedGuards(
            waiting,
            new RetryBudget(RetryBudget.RESERVE),
            new Circuit(guards, Clock.systemUTC()),
            tokens,
            Permits.upTo(config.connections(), waiting, System::nanoTime, tokens::refused),
            Permits.fixed(SPRITES, waiting, System::nanoTime),
            new Circuit(guards, Clock.systemUTC()),
            Permits.fixed(config.blockingThreads(), waiting, System::nanoTime),
            new NameListCache(System::nanoTime),
            new TranslatedNames(NAMES_BYTES),
            SharedMemory.of(config.memory()),
            new CallStats(metrics),
            new UpstreamMeters(metrics),
            metrics,
            tracing);
    GuardMeters.register(metrics, shared);
    return shared;
  }
}
