/**
 * The memory of answers, and the share of one batch in it. A document's bytes are counted from
 * before it is requested until the client's socket has taken them, or the database has stored them.
 * May import {@code client}, {@code problem} and the fetcher's memory and client; {@code dispatch},
 * {@code run}, {@code answer} and {@code job} call it.
 */
@NullMarked
package dev.pokebatch.gateway.memory;

import org.jspecify.annotations.NullMarked;
