/**
 * Keeps documents over the end of the process, in a file of SQLite's. May import {@code contract},
 * {@code fetch}, {@code sqlite}, {@code offload}, through which all of its access goes, and {@code
 * cache}, whose store it is: asked for what memory lacks, and handed what is new.
 */
@NullMarked
package dev.pokebatch.fetcher.disk;

import org.jspecify.annotations.NullMarked;
