/**
 * Guards in front of the upstream: each is a Fetch around a Fetch that limits one thing. May import
 * {@code contract}, {@code fetch}, {@code fair}, {@code memory} and {@code metrics}.
 */
@NullMarked
package dev.pokebatch.fetcher.guard;

import org.jspecify.annotations.NullMarked;
