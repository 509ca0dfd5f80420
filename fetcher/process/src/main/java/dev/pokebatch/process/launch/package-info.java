/**
 * Starts and ends a process: reads the settings, starts a service, responds to health probes, and
 * drains the service on SIGTERM. May import every package of this module. The {@code launch}
 * packages of the services import it.
 */
@NullMarked
package dev.pokebatch.process.launch;

import org.jspecify.annotations.NullMarked;
