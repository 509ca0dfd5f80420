/**
 * Suggests what a caller may have meant by a name that does not exist: similar names from the
 * upstream's own lists, and a species' default variety. May import {@code contract}, {@code fetch}
 * and {@code guard}; its lookups go through the stack.
 */
@NullMarked
package dev.pokebatch.fetcher.suggest;

import org.jspecify.annotations.NullMarked;
