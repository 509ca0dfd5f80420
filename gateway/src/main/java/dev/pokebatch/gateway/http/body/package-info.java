/**
 * Reads the body of a request: decodes it, bounds its size, and reserves its memory. May import
 * {@code http.admission} and {@code http.response}; the handlers receive what it has read.
 */
@NullMarked
package dev.pokebatch.gateway.http.body;

import org.jspecify.annotations.NullMarked;
