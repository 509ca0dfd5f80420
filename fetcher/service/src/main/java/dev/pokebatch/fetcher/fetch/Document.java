package dev.pokebatch.fetcher.fetch;

import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.contract.Effort;
import org.jspecify.annotations.Nullable;

/**
 * A whole, valid document on its way to a caller.
 *
 * @param cached the part that is cached
 * @param projected the projection made when the document was validated; null if there is none
 * @param cache how the cache took part
 * @param effort what the upstream requests cost
 * @param transfer when it was transferred; null if it came from the cache
 */
public record Document(
    CachedDocument cached,
    @Nullable ProjectedDocument projected,
    CacheStatus cache,
    Effort effort,
    @Nullable Transfer transfer) {

  /** A fresh document from the cache. */
  public static Document hit(CachedDocument cached) {
    return new Document(cached, null, CacheStatus.HIT, Effort.NONE, null);
  }

  /** A stale document from the cache, and the effort spent on revalidating it. */
  public static Document stale(CachedDocument cached, Effort effort) {
    return new Document(cached, null, CacheStatus.STALE, effort, null);
  }

  /** Its normalized bytes. */
  public EncodedJson body() {
    return cached.body();
  }

  /** Returns this document for a caller that joined another call. */
  public Document joined() {
    return new Document(cached, projected, CacheStatus.COLLAPSED, Effort.NONE, transfer);
  }

  /** Returns this document with the effort of failed attempts before it. */
  public Document after(Effort before) {
    return new Document(cached, projected, cache, effort.following(before), transfer);
  }

  /** Returns this document with the effort of earlier requests of the same attempt. */
  public Document including(Effort before) {
    return new Document(cached, projected, cache, effort.and(before), transfer);
  }

  /**
   * When a document was transferred, by {@link System#nanoTime}.
   *
   * @param startedAt when it was requested
   * @param firstByteAt when the head of the response had arrived
   */
  public record Transfer(long startedAt, long firstByteAt) {}
}
