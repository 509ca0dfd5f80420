/**
 * Keeps documents and joins equal calls, so that a document is got once. From without: {@code
 * CachedFetch} answers from what is kept, {@code SingleFlight} joins, {@code CacheWriter} keeps.
 * May import {@code contract} and {@code fetch}; what is not here is asked of the next Fetch.
 */
@NullMarked
package dev.pokebatch.fetcher.cache;

import org.jspecify.annotations.NullMarked;
