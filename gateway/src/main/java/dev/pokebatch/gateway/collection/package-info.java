/**
 * Collections: batch requests that are stored under names, to be run as often as wanted. {@link
 * dev.pokebatch.gateway.collection.CollectionService} is what {@code http} calls, which also has
 * them run. May import {@code store} and {@code problem}.
 */
@NullMarked
package dev.pokebatch.gateway.collection;

import org.jspecify.annotations.NullMarked;
