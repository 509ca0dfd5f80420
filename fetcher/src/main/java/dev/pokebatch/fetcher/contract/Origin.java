package dev.pokebatch.fetcher.contract;

/**
 * Where a document came from, and when.
 *
 * @param cache whether it was kept
 * @param freshForMs for how many milliseconds it may be taken for what the upstream would say; 0
 *     for not at all
 * @param startedMs when the upstream was asked, in milliseconds from the request's arrival;
 *     negative where it was for another caller, before; NaN where it was not asked
 * @param firstByteMs when its answer began to arrive, likewise
 */
public record Origin(CacheStatus cache, long freshForMs, double startedMs, double firstByteMs) {

  /** From a cache. */
  public static Origin kept(CacheStatus cache, long freshForMs) {
    return new Origin(cache, freshForMs, Double.NaN, Double.NaN);
  }
}
