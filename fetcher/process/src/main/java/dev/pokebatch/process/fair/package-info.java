/**
 * Fair queuing between clients, for everything that clients wait for. May import no other package
 * of the project.
 */
@NullMarked
package dev.pokebatch.process.fair;

import org.jspecify.annotations.NullMarked;
