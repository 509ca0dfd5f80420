/**
 * Writes answers in each form, at the pace at which the client reads. Documents are inserted as
 * bytes, never parsed. May import {@code run}, {@code plan}, {@code memory}, {@code spill}, {@code
 * coding}, {@code problem} and the fetcher's contract; writes to the HTTP response that {@code
 * http} passes in.
 */
@NullMarked
package dev.pokebatch.gateway.answer;

import org.jspecify.annotations.NullMarked;
