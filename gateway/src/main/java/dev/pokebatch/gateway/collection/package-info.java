/**
 * Collections: batch requests that are stored under names and can be run many times. {@link
 * dev.pokebatch.gateway.collection.CollectionService} stores them; {@code http} calls it, and runs
 * them. May import {@code store} and {@code problem}.
 */
@NullMarked
package dev.pokebatch.gateway.collection;

import org.jspecify.annotations.NullMarked;
