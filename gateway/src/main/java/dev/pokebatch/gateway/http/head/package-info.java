/**
 * Reads the head of a request: media types, preferences, preconditions, idempotency keys and query
 * parameters. Holds no state. May import {@code http.body} for the content codings of requests that
 * it can decode, and {@code http.context} for the caller.
 */
@NullMarked
package dev.pokebatch.gateway.http.head;

import org.jspecify.annotations.NullMarked;
