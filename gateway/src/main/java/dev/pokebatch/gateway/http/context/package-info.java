/**
 * The state of a request while it is handled: its id, its caller, its client, and other values,
 * each under a typed key. May import {@code access}, {@code client}, {@code memory}, {@code
 * problem}, {@code quota} and {@code run}; every other package of {@code http} may call it.
 */
@NullMarked
package dev.pokebatch.gateway.http.context;

import org.jspecify.annotations.NullMarked;
