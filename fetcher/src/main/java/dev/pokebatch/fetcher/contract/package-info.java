/**
 * What gateway and fetcher say to each other: addresses, messages, codecs. It is the only fetcher
 * package that the gateway's own packages may import, and it imports none of ours. From here a
 * request goes to {@code serve}; a reply goes back to whoever asked.
 */
@NullMarked
package dev.pokebatch.fetcher.contract;

import org.jspecify.annotations.NullMarked;
