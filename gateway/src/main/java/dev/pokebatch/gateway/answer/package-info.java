/**
 * The forms of an answer: bytes of documents spliced between our own, never parsed, at the pace at
 * which the client reads. May import {@code run}, {@code plan}, {@code memory}, {@code spill},
 * {@code problem} and the fetcher's contract; writes to the HTTP response that {@code http} hands
 * in.
 */
@NullMarked
package dev.pokebatch.gateway.answer;

import org.jspecify.annotations.NullMarked;
