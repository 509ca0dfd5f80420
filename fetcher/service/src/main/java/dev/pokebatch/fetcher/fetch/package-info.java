/**
 * The one interface of the fetcher's stack and what goes through it: a call in, a document or a
 * failure out. Every guard is a Fetch around a Fetch. May import {@code contract} and {@code
 * memory}.
 */
@NullMarked
package dev.pokebatch.fetcher.fetch;

import org.jspecify.annotations.NullMarked;
