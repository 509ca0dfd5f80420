package dev.pokebatch.contract;

/**
 * Where a document came from, and when.
 *
 * @param cache whether it came from the cache
 * @param freshForMs how long the document stays fresh, in milliseconds (RFC 9111, section 4.2); 0
 *     if it is stale
 * @param ageMs the age of a stale document, in milliseconds; 0 for a fresh one
 * @param startedMs when the request to the upstream was sent, in milliseconds after the fetcher
 *     received its own; negative if it was sent before, for another caller; NaN if none was sent
 * @param firstByteMs when the first byte of the upstream's response arrived, counted like {@code
 *     startedMs}
 */
public record Origin(
    CacheStatus cache, long freshForMs, long ageMs, double startedMs, double firstByteMs) {

  /** Of a document that no request to the upstream was sent for. */
  public static Origin cached(CacheStatus cache, long freshForMs) {
    return new Origin(cache, freshForMs, 0, Double.NaN, Double.NaN);
  }

  /** Of a stale document from the cache. */
  public static Origin stale(long ageMs) {
    return new Origin(CacheStatus.STALE, 0, ageMs, Double.NaN, Double.NaN);
  }

  /** The same origin, fresh for at most the given time. */
  public Origin atMost(long ms) {
    return new Origin(cache, Math.min(freshForMs, ms), ageMs, startedMs, firstByteMs);
  }
}
