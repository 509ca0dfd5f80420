/**
 * Sends calls to fetchers over the event bus, within limits over all batches; clients take turns.
 * May import {@code client}, {@code memory}, {@code quota} and the fetcher's client, contract and
 * process packages. Knows no batches; {@code run} does.
 */
@NullMarked
package dev.pokebatch.gateway.dispatch;

import org.jspecify.annotations.NullMarked;
