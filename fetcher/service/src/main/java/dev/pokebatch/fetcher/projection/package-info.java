/**
 * Projects documents to the wanted fields in one pass over their bytes, without building a tree.
 * May import {@code contract} and {@code fetch}; {@code serve} sends the result.
 */
@NullMarked
package dev.pokebatch.fetcher.projection;

import org.jspecify.annotations.NullMarked;
