/**
 * What a client is told when something fails: the catalogue, the problem itself (RFC 9457), and the
 * only mapping from failures to problems. May import the fetcher's contract.
 */
@NullMarked
package dev.pokebatch.gateway.problem;

import org.jspecify.annotations.NullMarked;
