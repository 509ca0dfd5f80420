/**
 * The bus edge of the fetcher: the only place that sees a message. May import {@code contract},
 * {@code fetch}, {@code projection}, {@code offload}, {@code memory} and {@code expansion}; a call
 * goes on into the stack, its document comes back cut down, and others in place of its links.
 */
@NullMarked
package dev.pokebatch.fetcher.serve;

import org.jspecify.annotations.NullMarked;
