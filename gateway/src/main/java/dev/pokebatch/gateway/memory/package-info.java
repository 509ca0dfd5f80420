/**
 * The memory that answers take: what one batch may hold of it, from before a document is asked for
 * until the client's socket has taken its bytes. May import {@code problem} and the fetcher's
 * memory and client; {@code dispatch}, {@code run} and {@code answer} call it.
 */
@NullMarked
package dev.pokebatch.gateway.memory;

import org.jspecify.annotations.NullMarked;
