/**
 * Replaces links by documents: each linked document is fetched over the event bus from the fetcher
 * that it belongs to, and spliced in as bytes. May import {@code contract}, {@code client}, {@code
 * fetch} and {@code memory}; {@code serve} sends the result.
 */
@NullMarked
package dev.pokebatch.fetcher.expansion;

import org.jspecify.annotations.NullMarked;
