/**
 * The memory of answers, and the share of one batch in it. A document's bytes are counted from
 * before it is requested until the client's socket has taken them. May import {@code problem} and
 * the fetcher's memory and client; {@code dispatch}, {@code run} and {@code answer} call it.
 */
@NullMarked
package dev.pokebatch.gateway.memory;

import org.jspecify.annotations.NullMarked;
