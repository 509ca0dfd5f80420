/** The table of API keys. Imports {@code store} only; {@code access} is its caller. */
@NullMarked
package dev.pokebatch.gateway.store.key;

import org.jspecify.annotations.NullMarked;
