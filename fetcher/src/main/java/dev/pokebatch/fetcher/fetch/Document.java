package dev.pokebatch.fetcher.fetch;

import dev.pokebatch.fetcher.contract.CacheStatus;
import dev.pokebatch.fetcher.contract.Effort;
import org.jspecify.annotations.Nullable;

/**
 * A whole document, found valid when it arrived.
 *
 * @param body its bytes as the upstream sent them
 * @param cut the cut with which it was found valid, for the caller that wants just that; null where
 *     nobody keeps it, as in the cache
 * @param cache where it came from
 * @param effort what it took of the upstream
 * @param transfer when it came; null where it was kept
 * @param freshUntil until when it may be taken for what the upstream would say, by {@link
 *     System#nanoTime}
 */
public record Document(
    Encoded body,
    @Nullable Cut cut,
    CacheStatus cache,
    Effort effort,
    @Nullable Transfer transfer,
    long freshUntil) {

  /** The same document for a caller who joined another one's call. */
  public Document joined() {
    return new Document(body, cut, CacheStatus.COLLAPSED, Effort.NONE, transfer, freshUntil);
  }

  /** The same document, after tries that came to nothing. */
  public Document after(Effort before) {
    return new Document(body, cut, cache, effort.following(before), transfer, freshUntil);
  }

  /** The same document from where it was kept. */
  public Document kept() {
    return new Document(body, null, CacheStatus.HIT, Effort.NONE, null, freshUntil);
  }

  /**
   * When a document came over the wire, by {@link System#nanoTime}.
   *
   * @param startedAt when it was asked for
   * @param firstByteAt when the answer's head was there
   */
  public record Transfer(long startedAt, long firstByteAt) {}
}
