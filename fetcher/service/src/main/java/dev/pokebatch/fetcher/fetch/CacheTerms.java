package dev.pokebatch.fetcher.fetch;

import org.jspecify.annotations.Nullable;

/**
 * How a call uses the cache.
 *
 * @param cached the cached document to revalidate; null if there is none
 * @param hasFallback whether the caller can be served a stale document if the call fails, so that
 *     retries are not worth the wait
 * @param onlyIfCached whether to fail rather than to ask the upstream
 */
record CacheTerms(@Nullable CachedDocument cached, boolean hasFallback, boolean onlyIfCached) {

  /** Nothing is cached, and the upstream may be asked. */
  static final CacheTerms NONE = new CacheTerms(null, false, false);

  CacheTerms revalidating(CachedDocument document) {
    return new CacheTerms(document, hasFallback, onlyIfCached);
  }

  CacheTerms withFallback() {
    return new CacheTerms(cached, true, onlyIfCached);
  }

  CacheTerms onlyIfCached(boolean only) {
    return new CacheTerms(cached, hasFallback, only);
  }
}
