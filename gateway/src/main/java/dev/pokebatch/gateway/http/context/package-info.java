/**
 * What is known of a request while it is handled: its id, its client, and other state, each under a
 * typed key. May import {@code client}; every other package of {@code http} may call it.
 */
@NullMarked
package dev.pokebatch.gateway.http.context;

import org.jspecify.annotations.NullMarked;
