/**
 * Cuts documents down to the fields that are wanted, as a stream of tokens over their bytes; no
 * tree is built. May import {@code contract} and {@code fetch}. What comes out goes back over the
 * bus.
 */
@NullMarked
package dev.pokebatch.fetcher.projection;

import org.jspecify.annotations.NullMarked;
