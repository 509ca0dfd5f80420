/**
 * The fetcher: fetches, caches and projects documents; it knows nothing of batches. The verticle
 * connects {@code serve} to the stack of guards that {@link dev.pokebatch.fetcher.FetchStack}
 * builds. May import every package of the fetcher but {@code launch}.
 */
@NullMarked
package dev.pokebatch.fetcher;

import org.jspecify.annotations.NullMarked;
