/**
 * What may have been meant by a name that does not exist: near names out of the upstream's own
 * lists, and a species' default variety. May import {@code contract}, {@code fetch} and {@code
 * guard}; what it looks up it asks of the stack.
 */
@NullMarked
package dev.pokebatch.fetcher.suggest;

import org.jspecify.annotations.NullMarked;
