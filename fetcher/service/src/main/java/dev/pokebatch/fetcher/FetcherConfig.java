package dev.pokebatch.fetcher;

import dev.pokebatch.fetcher.disk.DiskConfig;
import dev.pokebatch.fetcher.guard.GuardConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Every knob of a fetcher process. Ranges are checked where settings are read.
 *
 * @param upstream base URL of the PokéAPI to get from, without a trailing slash
 * @param instances fetcher verticles, each with an event loop of its own; one a core is enough,
 *     since none of them waits
 * @param connections the most requests to the upstream under way from this process; what exceeds it
 *     waits
 * @param waiting the most documents that wait for a connection in this process; the rest is refused
 * @param connectTimeout for a connection to open
 * @param timeout for a whole answer of the upstream, its body included
 * @param maxDocumentBytes the largest document that is taken, in bytes of JSON text
 * @param blockingThreads worker threads of the blocking transport: as many requests as it can have
 *     under way
 * @param cacheBytes bytes of documents to keep, as the upstream encoded them; 0 keeps none
 * @param cacheStaleFor for how long after a document was fresh it may be served where the upstream
 *     cannot be asked, unless the upstream said something else; 0 for never
 * @param cacheMissingFor for how long it is remembered that a document does not exist; 0 for not at
 *     all
 * @param disk where documents are kept over the end of the process; null for nowhere
 * @param memory how much memory documents take on their way
 * @param guards how the upstream is spared
 */
public record FetcherConfig(
    String upstream,
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
    GuardConfig guards) {

  /** The same, getting from another upstream. */
  public FetcherConfig withUpstream(String url) {
    return new FetcherConfig(
        url,
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
        guards);
  }
}
