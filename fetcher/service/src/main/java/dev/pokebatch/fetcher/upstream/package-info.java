/**
 * PokéAPI, and how its documents are got: paths and links, what its answers mean, and the two
 * transports. The innermost Fetch is here. May import {@code contract}, {@code fetch}, {@code
 * memory} and {@code offload}; nothing but the configured upstream is ever called.
 */
@NullMarked
package dev.pokebatch.fetcher.upstream;

import org.jspecify.annotations.NullMarked;
