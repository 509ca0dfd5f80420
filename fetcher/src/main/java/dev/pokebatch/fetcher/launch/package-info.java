/**
 * From environment to running process: settings, the cluster, the mains. The only package that
 * reads the environment or ends the process. May import everything; nothing but the gateway's own
 * {@code launch} imports it.
 */
@NullMarked
package dev.pokebatch.fetcher.launch;

import org.jspecify.annotations.NullMarked;
