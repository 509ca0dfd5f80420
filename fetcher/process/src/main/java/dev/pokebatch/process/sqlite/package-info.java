/**
 * SQLite's native library, for the fetcher's {@code disk} and the gateway's {@code store}: a
 * process loads it once, whichever is first. May import none of ours.
 */
@NullMarked
package dev.pokebatch.process.sqlite;

import org.jspecify.annotations.NullMarked;
