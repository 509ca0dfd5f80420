/**
 * Measures the pair beside a bare Web Client loop, each in a process of its own, against the same
 * sample upstream in a third. Not a test: nothing fails, it prints.
 */
@NullMarked
package dev.pokebatch.gateway.bench;

import org.jspecify.annotations.NullMarked;
