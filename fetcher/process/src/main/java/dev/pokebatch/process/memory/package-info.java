/**
 * Counts the bytes that a process holds: whoever is about to hold some reserves them first, waits
 * where there are none left, and gives them back. May import {@code fair}.
 */
@NullMarked
package dev.pokebatch.process.memory;

import org.jspecify.annotations.NullMarked;
