package dev.pokebatch.fetcher;

import dev.pokebatch.fetcher.disk.DiskConfig;
import dev.pokebatch.fetcher.guard.GuardConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of one fetcher process. Ranges are checked where the settings are read.
 *
 * @param upstream base URL of the PokéAPI to fetch from, without a trailing slash
 * @param sprites base URL of the sprites, without a trailing slash
 * @param instances fetcher verticles ("lanes"), each with its own event loop; one per core is
 *     enough, since none of them blocks
 * @param connections maximum number of requests of this process in flight to the upstream; further
 *     calls wait
 * @param waiting maximum number of calls that wait in this process; further calls are refused
 * @param connectTimeout timeout for opening a connection
 * @param timeout timeout for a whole response of the upstream, including its body
 * @param maxDocumentBytes maximum size of a document, in bytes of JSON text
 * @param blockingThreads worker threads of the blocking transport, and so its maximum number of
 *     requests in flight
 * @param cacheBytes maximum size of the cached documents in memory, in bytes as compressed; 0
 *     disables the cache
 * @param cacheStaleFor how long after its freshness lifetime a document may be served if the
 *     upstream cannot be asked and did not specify {@code stale-if-error}; 0 for never
 * @param cacheMissingFor how long a "not found" is cached; 0 for not at all
 * @param disk where documents are cached across restarts; null for nowhere
 * @param memory limits of the memory that documents in transit take
 * @param guards how the upstream is protected
 * @param loadSpeciesNames whether every species is fetched once, for its names in other languages
 */
public record FetcherConfig(
    String upstream,
    String sprites,
    int instances,
    int connections,
    int waiting,
    Duration connectTimeout,
    Duration timeout,
    int maxDocumentBytes,
    int blockingThreads,
    long cacheBytes,
    Duration cacheStaleFor,
    Duration cacheMissingFor,
    @Nullable DiskConfig disk,
    MemoryConfig memory,
    GuardConfig guards,
    boolean loadSpeciesNames) {

  /** Returns this configuration with another upstream and another site of the sprites. */
  public FetcherConfig withUpstream(String url, String spritesUrl) {
    return new FetcherConfig(
        url,
        spritesUrl,
        instances,
        connections,
        waiting,
        connectTimeout,
        timeout,
        maxDocumentBytes,
        blockingThreads,
        cacheBytes,
        cacheStaleFor,
        cacheMissingFor,
        disk,
        memory,
        guards,
        loadSpeciesNames);
  }
}
