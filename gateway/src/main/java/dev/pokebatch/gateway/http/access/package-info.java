/**
 * Handlers of API keys. May import {@code gateway.access}, which stores them, and the packages of
 * {@code http} that read requests and write responses.
 */
@NullMarked
package dev.pokebatch.gateway.http.access;

import org.jspecify.annotations.NullMarked;
