/**
 * Plans batches: turns the steps of a request into a tree and determines their documents. Pure. May
 * import {@code batch}, {@code jsonpath}, {@code problem} and the fetcher's contract. {@code run}
 * runs the plans, {@code explain} estimates them.
 */
@NullMarked
package dev.pokebatch.gateway.plan;

import org.jspecify.annotations.NullMarked;
