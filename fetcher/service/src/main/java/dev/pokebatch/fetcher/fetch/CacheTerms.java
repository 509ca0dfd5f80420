package dev.pokebatch.fetcher.fetch;

import dev.pokebatch.contract.CacheMode;
import org.jspecify.annotations.Nullable;

/**
 * How a call uses the cache.
 *
 * @param cached the cached document to revalidate; null if there is none
 * @param hasFallback whether the caller can be served a stale document if the call fails, so that
 *     retries are not worth the wait
 * @param onlyIfCached whether to fail rather than to ask the upstream
 * @param mode how the caller wants cached documents to be used
 */
record CacheTerms(
    @Nullable CachedDocument cached, boolean hasFallback, boolean onlyIfCached, CacheMode mode) {

  /** Nothing is cached, and the upstream may be asked. */
  static final CacheTerms NONE = new CacheTerms(null, false, false, CacheMode.DEFAULT);

  CacheTerms revalidating(CachedDocument document) {
    return new CacheTerms(document, hasFallback, onlyIfCached, mode);
  }

  CacheTerms withFallback() {
    return new CacheTerms(cached, true, onlyIfCached, mode);
  }

  CacheTerms onlyIfCached(boolean only) {
    return new CacheTerms(cached, hasFallback, only, mode);
  }

  CacheTerms with(CacheMode other) {
    return new CacheTerms(cached, hasFallback, onlyIfCached, other);
  }
}
