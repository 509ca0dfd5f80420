/**
 * Keeps documents over the end of the process, in a file of SQLite's. May import {@code contract},
 * {@code fetch} and {@code offload}, through which all of its access goes; {@code cache} asks it
 * for what memory lacks, and hands it what is new.
 */
@NullMarked
package dev.pokebatch.fetcher.disk;

import org.jspecify.annotations.NullMarked;
