/**
 * Reads the environment and the properties file. The only package that does; imports nothing of
 * ours.
 */
@NullMarked
package dev.pokebatch.process.settings;

import org.jspecify.annotations.NullMarked;
