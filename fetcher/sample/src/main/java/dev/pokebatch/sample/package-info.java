/**
 * A small PokéAPI for tests, demos and classrooms. Serves documents over loopback, with
 * configurable latency and faults. It writes the documents on request from tables of facts, or
 * reads them from a folder of PokéAPI's data set. May import no other package of the project.
 */
@NullMarked
package dev.pokebatch.sample;

import org.jspecify.annotations.NullMarked;
