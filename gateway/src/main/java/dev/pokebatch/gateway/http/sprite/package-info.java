/**
 * Handlers of sprites and of sprite sheets. May import the other packages of {@code http} except
 * {@code collection} and {@code job}; gets documents and draws sheets with {@code sprite}.
 */
@NullMarked
package dev.pokebatch.gateway.http.sprite;

import org.jspecify.annotations.NullMarked;
