/**
 * Reads the environment and the properties file; no other package does. May import no other package
 * of the project.
 */
@NullMarked
package dev.pokebatch.process.settings;

import org.jspecify.annotations.NullMarked;
