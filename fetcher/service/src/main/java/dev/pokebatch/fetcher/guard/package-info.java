/**
 * Guards in front of the upstream: each is a Fetch around a Fetch that bounds one thing. May import
 * {@code contract}, {@code fetch} and {@code memory}.
 */
@NullMarked
package dev.pokebatch.fetcher.guard;

import org.jspecify.annotations.NullMarked;
