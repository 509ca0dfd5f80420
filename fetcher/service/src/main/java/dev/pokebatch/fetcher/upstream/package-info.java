/**
 * The upstream, PokéAPI: its paths and links, the meaning of its responses, and the two transports.
 * Contains the innermost Fetch. May import {@code contract}, {@code fetch}, {@code memory}, {@code
 * metrics} and {@code offload}. No host but the configured upstream is ever called.
 */
@NullMarked
package dev.pokebatch.fetcher.upstream;

import org.jspecify.annotations.NullMarked;
