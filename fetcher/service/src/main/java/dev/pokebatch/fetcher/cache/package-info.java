/**
 * Caches documents and collapses equal calls, so that each document is fetched once. From outside
 * in: {@code CachedFetch} serves cached documents, {@code SingleFlight} collapses calls, {@code
 * CacheWriter} caches responses. May import {@code contract} and {@code fetch}; misses go to the
 * next Fetch.
 */
@NullMarked
package dev.pokebatch.fetcher.cache;

import org.jspecify.annotations.NullMarked;
