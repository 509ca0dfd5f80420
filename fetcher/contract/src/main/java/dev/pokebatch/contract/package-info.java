/**
 * The messages between gateways and fetchers, their codecs, and the addresses of the event bus. May
 * import {@code jsonpath} and {@code shape}. A request goes from {@code client} to the fetcher's
 * {@code serve}, and the reply goes back.
 */
@NullMarked
package dev.pokebatch.contract;

import org.jspecify.annotations.NullMarked;
