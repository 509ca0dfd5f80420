/**
 * The fetcher: knows documents, never batches. The verticle here wires {@code serve} to the stack
 * that {@link dev.pokebatch.fetcher.FetchStack} draws. May import all of the fetcher but {@code
 * launch} and {@code sample}.
 */
@NullMarked
package dev.pokebatch.fetcher;

import org.jspecify.annotations.NullMarked;
