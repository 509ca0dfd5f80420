/**
 * What a client sends: the batch as types, and the reader that makes it of JSON or names every
 * fault with its place. May import {@code problem} and the fetcher's contract; {@code plan} takes
 * it from here.
 */
@NullMarked
package dev.pokebatch.gateway.batch;

import org.jspecify.annotations.NullMarked;
