/**
 * Reads the gateway's settings and starts it, alone or with fetchers in the same process. May
 * import everything; only {@code demo} imports it.
 */
@NullMarked
package dev.pokebatch.gateway.launch;

import org.jspecify.annotations.NullMarked;
