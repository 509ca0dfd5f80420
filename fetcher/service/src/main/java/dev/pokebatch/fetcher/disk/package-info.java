/**
 * Caches documents on disk across restarts, in an SQLite file. May import {@code contract}, {@code
 * fetch}, {@code cache}, whose store it implements, {@code sqlite}, and {@code offload}, through
 * which all file access goes.
 */
@NullMarked
package dev.pokebatch.fetcher.disk;

import org.jspecify.annotations.NullMarked;
