/**
 * What a client is told when something goes wrong: the catalogue of problem types, one problem, and
 * the only mapping from failures and exceptions to problems. May call the fetcher's contract and
 * Vert.x' JSON. From here a problem goes into an answer, as an item of it or as the whole.
 */
@NullMarked
package dev.pokebatch.gateway.problem;

import org.jspecify.annotations.NullMarked;
