package dev.pokebatch.fetcher.cache;

import dev.pokebatch.fetcher.fetch.Lifetime;

/** How a cached document may be reused (RFC 9111, section 4; RFC 5861). Pure. */
enum Reuse {
  /** Fresh: serve it. */
  FRESH,
  /** Serve it and revalidate it in the background. */
  STALE_WHILE_REVALIDATE,
  /** Revalidate it; serve it stale if the upstream cannot be asked. */
  REVALIDATE_OR_STALE,
  /** Revalidate it; serve it only if the upstream confirms it. */
  REVALIDATE,
  /** Do not reuse it. */
  NONE;

  /**
   * Decides how a document may be reused.
   *
   * @param nowMs the time in milliseconds since the epoch
   * @param changedAtMs when the data set last changed; documents requested before then are not
   *     fresh
   * @param staleForMs how long after its freshness lifetime a document may be served if the
   *     upstream cannot be asked and did not specify {@code stale-if-error}
   */
  static Reuse of(Lifetime lifetime, long nowMs, long changedAtMs, long staleForMs) {
    if (lifetime.noStore()) {
      return NONE;
    }
    if (lifetime.requestedAtMs() > changedAtMs) {
      if (lifetime.isFresh(nowMs)) {
        return FRESH;
      }
      if (lifetime.mayServeWhileRevalidating(nowMs)) {
        return STALE_WHILE_REVALIDATE;
      }
    }
    if (lifetime.mayServeOnError(nowMs, staleForMs)) {
      return REVALIDATE_OR_STALE;
    }
    return lifetime.etag() == null ? NONE : REVALIDATE;
  }

  /** Whether it may be served without waiting for the upstream. */
  boolean isAtOnce() {
    return this == FRESH || this == STALE_WHILE_REVALIDATE;
  }
}
