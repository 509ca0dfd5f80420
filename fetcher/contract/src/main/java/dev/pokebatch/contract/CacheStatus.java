package dev.pokebatch.contract;

/** Where a document came from. Sent by name, so a name never changes. */
public enum CacheStatus {
  /** From the cache, fresh. */
  HIT,
  /** From the upstream, for this caller. */
  MISS,
  /** From the cache although it is stale, because the upstream is unavailable. */
  STALE,
  /** From the cache, after the upstream confirmed that it has not changed. */
  REVALIDATED,
  /** From the upstream, by a request that was already in flight for another caller. */
  COLLAPSED
}
