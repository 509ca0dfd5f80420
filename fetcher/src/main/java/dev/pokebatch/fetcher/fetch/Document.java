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
 */
public record Document(Encoded body, @Nullable Cut cut, CacheStatus cache, Effort effort) {

  /** The same document for a caller who did nothing for it. */
  public Document as(CacheStatus status) {
    return new Document(body, cut, status, Effort.NONE);
  }

  /** The same document without its cut: what is worth keeping. */
  public Document bare() {
    return new Document(body, null, cache, effort);
  }
}
