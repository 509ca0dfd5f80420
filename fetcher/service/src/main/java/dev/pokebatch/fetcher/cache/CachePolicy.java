package dev.pokebatch.fetcher.cache;

import java.time.Duration;

/**
 * Caching rules for what the upstream does not specify.
 *
 * @param staleFor how long after its freshness lifetime a document may be served if the upstream
 *     cannot be asked
 * @param missingFor how long a "not found" is cached
 */
public record CachePolicy(Duration staleFor, Duration missingFor) {}
