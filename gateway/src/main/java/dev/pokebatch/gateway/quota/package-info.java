/**
 * What one client may have: requests, batches and streams at once, documents, work and bytes in a
 * period, stored jobs and collections. May import {@code client}, {@code problem} and {@code
 * store}; {@code http} checks requests, {@code dispatch} counts what batches spend, {@code run}
 * asks before each document, {@code job} and {@code collection} check what they store.
 */
@NullMarked
package dev.pokebatch.gateway.quota;

import org.jspecify.annotations.NullMarked;
