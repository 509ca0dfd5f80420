/**
 * Explains batches without running them: the waves of their documents, what is cached, and an
 * estimate of the requests to the upstream. May import {@code batch}, {@code plan}, {@code
 * dispatch}, {@code problem} and {@code run}, which it uses to fetch lists; it fetches nothing
 * else.
 */
@NullMarked
package dev.pokebatch.gateway.explain;

import org.jspecify.annotations.NullMarked;
