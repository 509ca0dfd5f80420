/**
 * Starts a process and ends it: reads the settings, deploys a service, answers health probes,
 * drains on a signal. May import every package of this module. A service's own {@code launch}
 * imports it.
 */
@NullMarked
package dev.pokebatch.process.launch;

import org.jspecify.annotations.NullMarked;
