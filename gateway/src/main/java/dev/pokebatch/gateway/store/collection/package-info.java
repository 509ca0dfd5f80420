/**
 * The table of collections, and the preconditions under which a client may change one. Imports
 * {@code store} only; {@code collection} and {@code http} are its callers.
 */
@NullMarked
package dev.pokebatch.gateway.store.collection;

import org.jspecify.annotations.NullMarked;
