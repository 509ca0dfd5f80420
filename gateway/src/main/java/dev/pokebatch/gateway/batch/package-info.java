/**
 * Reads requests: turns a body or a URL into a {@code BatchRequest}, or into a problem that lists
 * every fault with its place, and checks the limits. May import {@code jsonpath}, {@code problem},
 * the fetcher's contract and process packages, Jackson's streaming parser and Vert.x' JSON. {@code
 * plan} plans the requests.
 */
@NullMarked
package dev.pokebatch.gateway.batch;

import org.jspecify.annotations.NullMarked;
