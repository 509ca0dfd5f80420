/**
 * The interface of the fetcher's stack and its values: a call goes in, a document or a failure
 * comes out. Every guard is a Fetch around a Fetch. May import {@code contract} and {@code memory}.
 */
@NullMarked
package dev.pokebatch.fetcher.fetch;

import org.jspecify.annotations.NullMarked;
