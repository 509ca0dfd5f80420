/**
 * Problem details (RFC 9457): the catalogue of problem types, factories, and the mapping from
 * failures and exceptions to problems. May import the fetcher's contract and Vert.x' JSON. {@code
 * answer} and {@code http} write problems, as an item of an answer or as the whole answer.
 */
@NullMarked
package dev.pokebatch.gateway.problem;

import org.jspecify.annotations.NullMarked;
