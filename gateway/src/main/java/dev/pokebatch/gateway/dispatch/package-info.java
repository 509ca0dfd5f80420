/**
 * From the gateway to the fetchers over the event bus, with a bound over all batches. May import
 * {@code memory} and the fetcher's client and contract; knows nothing of batches but that they wait
 * in turn.
 */
@NullMarked
package dev.pokebatch.gateway.dispatch;

import org.jspecify.annotations.NullMarked;
