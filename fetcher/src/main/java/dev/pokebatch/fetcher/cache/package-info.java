/**
 * Keeps documents and joins equal calls, so that a document is got once. May import {@code
 * contract} and {@code fetch}; what is not here is asked of the next Fetch.
 */
@NullMarked
package dev.pokebatch.fetcher.cache;

import org.jspecify.annotations.NullMarked;
