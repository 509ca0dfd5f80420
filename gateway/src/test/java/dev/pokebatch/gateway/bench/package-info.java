/**
 * Measures the pair beside a bare Web Client loop, and beside programs in other languages that do
 * the same, each in a process of its own, against the same sample upstream in another one. Not a
 * test: nothing fails, it prints.
 */
@NullMarked
package dev.pokebatch.gateway.bench;

import org.jspecify.annotations.NullMarked;
