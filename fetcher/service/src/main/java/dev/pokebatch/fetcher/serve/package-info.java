/**
 * The fetcher's interface to the event bus: no other package sees a message. May import {@code
 * contract}, {@code fetch}, {@code projection}, {@code offload}, {@code memory} and {@code
 * expansion}. A request becomes a call of the stack; its document is projected, expanded and sent
 * back.
 */
@NullMarked
package dev.pokebatch.fetcher.serve;

import org.jspecify.annotations.NullMarked;
