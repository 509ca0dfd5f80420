/**
 * Loads SQLite's native library once for a process: for the fetcher's {@code disk} and the
 * gateway's {@code store}. May import no other package of the project.
 */
@NullMarked
package dev.pokebatch.process.sqlite;

import org.jspecify.annotations.NullMarked;
