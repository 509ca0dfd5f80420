/**
 * From steps to the documents that they stand for, in request order. May import {@code batch} and
 * the fetcher's contract; pure. What comes out is run by {@code run}.
 */
@NullMarked
package dev.pokebatch.gateway.plan;

import org.jspecify.annotations.NullMarked;
