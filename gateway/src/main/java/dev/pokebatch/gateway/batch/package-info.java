/**
 * What a client sends: a body of bytes, or a URL, becomes a request, or a problem that lists every
 * fault with its place. May call the fetcher's contract, {@code problem}, Jackson's streaming
 * parser and Vert.x' JSON. From here a request goes to {@code run}.
 */
@NullMarked
package dev.pokebatch.gateway.batch;

import org.jspecify.annotations.NullMarked;
