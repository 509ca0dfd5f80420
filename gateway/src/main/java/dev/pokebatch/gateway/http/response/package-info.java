/**
 * Writes HTTP responses: complete bodies, results of asynchronous calls, and problems. May import
 * {@code http.context}, {@code coding}, {@code problem} and the memory of the process.
 */
@NullMarked
package dev.pokebatch.gateway.http.response;

import org.jspecify.annotations.NullMarked;
