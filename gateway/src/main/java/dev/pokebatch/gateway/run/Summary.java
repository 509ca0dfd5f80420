package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.CacheStatus;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The summary of a batch. The first five components count documents; the other four of them add up
 * to the total.
 *
 * @param total documents of the batch
 * @param succeeded documents that were found
 * @param failed documents that failed
 * @param skipped documents that were skipped, because another one failed
 * @param cancelled documents that were cancelled
 * @param durationMs milliseconds that the batch took
 * @param requests requests to the upstream for the batch
 * @param upstreamMs the sum of their durations in milliseconds, without the time in queues
 * @param upstreamBytes body bytes that the upstream sent, as they were encoded
 * @param retries requests that repeated a failed one
 * @param cache found documents by cache status
 * @param stagesMs the sums of the milliseconds that documents spent in each stage
 * @param unmatched the paths of masks, and the members of shapes, that matched in no document of a
 *     step
 * @param traceId id of the batch's trace; empty if there is none, or none is asked for
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
    Map<CacheStatus, Long> cache,
    Map<Stage, Double> stagesMs,
    List<String> unmatched,
    String traceId) {

  /** The most names of {@code unmatched}: a stream may have any number of steps. */
  public static final int MOST_UNMATCHED = 100;

  /** Copies the maps and the list. */
  public Summary {
    cache = Map.copyOf(cache);
    stagesMs = Map.copyOf(stagesMs);
    unmatched = List.copyOf(unmatched);
  }

  /** Returns whether every document was found. */
  public boolean isComplete() {
    return succeeded == total;
  }

  /**
   * Returns how many times longer the requests to the upstream would have taken one after the
   * other; empty if there were none.
   */
  public OptionalDouble speedup() {
    return requests > 0 && durationMs > 0
        ? OptionalDouble.of(upstreamMs / durationMs)
        : OptionalDouble.empty();
  }

  /** Returns the number of found documents with this cache status. */
  public long cached(CacheStatus status) {
    return cache.getOrDefault(status, 0L);
  }
}
