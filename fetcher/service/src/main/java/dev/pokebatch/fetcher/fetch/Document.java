package dev.pokebatch.fetcher.fetch;

import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.contract.Effort;
import org.jspecify.annotations.Nullable;

/**
 * A whole document, found valid when it arrived.
 *
 * @param cached what may be kept of it
 * @param projected the cut with which it was found valid, for the caller that wants just that; null
 *     where it was not cut now
 * @param cache where it came from
 * @param effort what it took of the upstream
 * @param transfer when it came; null where it was kept
 */
public record Document(
    CachedDocument cached,
    @Nullable ProjectedDocument projected,
    CacheStatus cache,
    Effort effort,
    @Nullable Transfer transfer) {

  /** A kept document that is still fresh. */
  public static Document hit(CachedDocument cached) {
    return new Document(cached, null, CacheStatus.HIT, Effort.NONE, null);
  }

  /** A kept document that is not fresh any more, after so much was spent on a newer one. */
  public static Document stale(CachedDocument cached, Effort effort) {
    return new Document(cached, null, CacheStatus.STALE, effort, null);
  }

  /** Its bytes as they are kept. */
  public EncodedJson body() {
    return cached.body();
  }

  /** The same document for a caller who joined another one's call. */
  public Document joined() {
    return new Document(cached, projected, CacheStatus.COLLAPSED, Effort.NONE, transfer);
  }

  /** The same document, after tries that came to nothing. */
  public Document after(Effort before) {
    return new Document(cached, projected, cache, effort.following(before), transfer);
  }

  /** The same document, after other requests of the same try. */
  public Document including(Effort before) {
    return new Document(cached, projected, cache, effort.and(before), transfer);
  }

  /**
   * When a document came over the wire, by {@link System#nanoTime}.
   *
   * @param startedAt when it was asked for
   * @param firstByteAt when the answer's head was there
   */
  public record Transfer(long startedAt, long firstByteAt) {}
}
