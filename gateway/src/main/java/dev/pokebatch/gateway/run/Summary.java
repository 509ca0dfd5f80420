package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.CacheStatus;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What became of a batch. The counts are of documents and add up to the total.
 *
 * @param total documents of the batch
 * @param succeeded documents that are there
 * @param failed documents that are not
 * @param skipped documents that were never begun, for another one had failed
 * @param cancelled documents that were called off
 * @param durationMs milliseconds that the batch took
 * @param requests requests that the upstream got on the batch's account
 * @param upstreamMs milliseconds that those took, added up, without waiting for a turn
 * @param upstreamBytes body bytes that came of them, as they were encoded
 * @param retries how many of the requests were not the first for their document
 * @param cache how many of the documents came from where
 */
public record Summary(
    long total,
    long succeeded,
    long failed,
    long skipped,
    long cancelled,
    double durationMs,
    long requests,
    double upstreamMs,
    long upstreamBytes,
    long retries,
    Map<CacheStatus, Long> cache) {

  /** Copies the map. */
  public Summary {
    cache = Map.copyOf(cache);
  }

  /** Whether every document is there. */
  public boolean isComplete() {
    return succeeded == total;
  }

  /**
   * How many times longer the exchanges with the upstream would have taken one after the other;
   * empty if there were none.
   */
  public OptionalDouble speedup() {
    return requests > 0 && durationMs > 0
        ? OptionalDouble.of(upstreamMs / durationMs)
        : OptionalDouble.empty();
  }

  /** How many documents came from there. */
  public long cached(CacheStatus status) {
    return cache.getOrDefault(status, 0L);
  }
}
