/**
 * What a batch would do and cost: the waves of its plan, what of it is kept already, and an
 * estimate. May import {@code plan}, {@code run}, with which it reads lists, {@code dispatch} and
 * {@code problem}; gets nothing but those lists.
 */
@NullMarked
package dev.pokebatch.gateway.explain;

import org.jspecify.annotations.NullMarked;
