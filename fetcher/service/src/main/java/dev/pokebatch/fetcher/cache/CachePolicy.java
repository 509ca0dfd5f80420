package dev.pokebatch.fetcher.cache;

import java.time.Duration;

/**
 * What is kept for how long where the upstream does not say.
 *
 * @param staleFor for how long after a document was fresh it may be used where the upstream cannot
 *     be asked
 * @param missingFor for how long it is remembered that a document does not exist
 */
public record CachePolicy(Duration staleFor, Duration missingFor) {}
