package dev.pokebatch.fetcher.cache;

import dev.pokebatch.fetcher.fetch.Lifetime;

/** What may be done with a kept document (RFC 9111, section 4). Pure. */
enum Reuse {
  /** It may be used as it is. */
  FRESH,
  /** It may be used as it is, if the upstream is asked for a newer one meanwhile. */
  STALE_WHILE_REVALIDATE,
  /** The upstream has to be asked; where it cannot be, it may be used after all. */
  REVALIDATE_OR_STALE,
  /** The upstream has to be asked, and say that it still holds. */
  REVALIDATE,
  /** Nothing. */
  NONE;

  /**
   * Decides.
   *
   * @param nowMs the time, from the epoch
   * @param changedAtMs when the upstream was last found to serve other data than before: what was
   *     asked for until then is not fresh any more
   * @param staleForMs for how long after it was fresh it may be used where the upstream cannot be
   *     asked, unless the upstream said something else
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

  /** Whether it may be used before the upstream has said anything. */
  boolean isAtOnce() {
    return this == FRESH || this == STALE_WHILE_REVALIDATE;
  }
}
