/**
 * Counts the bytes that a process holds: whoever is about to hold some reserves them first, waits
 * where there are none left, and gives them back. Imports nothing of ours.
 */
@NullMarked
package dev.pokebatch.process.memory;

import org.jspecify.annotations.NullMarked;
