/**
 * What gateway and fetcher say to each other: addresses, messages, codecs. It imports none of ours,
 * and with {@code client}, which speaks it, it is all of the fetcher that the gateway's own
 * packages may import. From here a request goes to {@code serve}; a reply goes back to whoever
 * asked.
 */
@NullMarked
package dev.pokebatch.contract;

import org.jspecify.annotations.NullMarked;
