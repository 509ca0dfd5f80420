/**
 * Puts documents in place of links: what a document names is asked for at whichever fetcher it
 * belongs to, and spliced in as the bytes that come back. May import {@code contract}, {@code
 * client}, {@code fetch} and {@code memory}; {@code serve} hands on what comes of it.
 */
@NullMarked
package dev.pokebatch.fetcher.expansion;

import org.jspecify.annotations.NullMarked;
