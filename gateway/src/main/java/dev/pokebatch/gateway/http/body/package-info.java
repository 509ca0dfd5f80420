/**
 * Reads the body of a request: decodes it, bounds its size, and reserves its memory. May import
 * {@code http.admission}, {@code http.context} and {@code http.response}; the handlers read the
 * body with {@code RequestBody}.
 */
@NullMarked
package dev.pokebatch.gateway.http.body;

import org.jspecify.annotations.NullMarked;
