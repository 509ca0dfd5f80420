/**
 * Reads the fetcher's settings and starts it, as a process of its own or inside a gateway's. May
 * import everything; no package imports it: {@link java.util.ServiceLoader} finds {@link
 * dev.pokebatch.fetcher.launch.EmbeddedFetcher}.
 */
@NullMarked
package dev.pokebatch.fetcher.launch;

import org.jspecify.annotations.NullMarked;
