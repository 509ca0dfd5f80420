/**
 * Sprites: gets pictures and what a sheet needs to know of Pokémon, and draws sheets. May import
 * {@code batch}, {@code plan}, {@code dispatch}, {@code memory}, {@code problem} and {@code run},
 * with which it gets documents like any batch.
 */
@NullMarked
package dev.pokebatch.gateway.sprite;

import org.jspecify.annotations.NullMarked;
