package dev.pokebatch.contract;

/**
 * Where a document came from, and when.
 *
 * @param cache whether it was kept
 * @param freshForMs for how many milliseconds it may be taken for what the upstream would say; 0
 *     for not at all
 * @param ageMs how many milliseconds ago the upstream made it, where it is stale; else 0
 * @param startedMs when the upstream was asked, in milliseconds from the request's arrival;
 *     negative where it was for another caller, before; NaN where it was not asked
 * @param firstByteMs when its answer began to arrive, likewise
 */
public record Origin(
    CacheStatus cache, long freshForMs, long ageMs, double startedMs, double firstByteMs) {

  /** From a cache. */
  public static Origin cached(CacheStatus cache, long freshForMs) {
    return new Origin(cache, freshForMs, 0, Double.NaN, Double.NaN);
  }

  /** From a cache, so old that the upstream might say something else. */
  public static Origin stale(long ageMs) {
    return new Origin(CacheStatus.STALE, 0, ageMs, Double.NaN, Double.NaN);
  }

  /** The same, holding no longer than that. */
  public Origin atMost(long ms) {
    return new Origin(cache, Math.min(freshForMs, ms), ageMs, startedMs, firstByteMs);
  }
}
