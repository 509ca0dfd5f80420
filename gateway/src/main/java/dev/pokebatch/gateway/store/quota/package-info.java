/** The tables of used quotas. Imports {@code store} only; {@code quota} is its caller. */
@NullMarked
package dev.pokebatch.gateway.store.quota;

import org.jspecify.annotations.NullMarked;
