package dev.pokebatch.contract;

/** Where a document came from. Sent by name. */
public enum CacheStatus {
  /** From the cache, fresh. */
  HIT,
  /** From the upstream, for this caller. */
  MISS,
  /** From the cache, past its freshness, because the upstream could not be asked. */
  STALE,
  /** From the cache, after the upstream said that it still holds. */
  REVALIDATED,
  /** From the upstream, by a call that another caller had already under way. */
  COLLAPSED
}
