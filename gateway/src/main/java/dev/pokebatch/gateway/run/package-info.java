/**
 * One batch while it runs: what is under way, what its time and its client allow. May import {@code
 * plan}, {@code dispatch} and the fetcher's contract; results go to a sink, which {@code answer}
 * implements.
 */
@NullMarked
package dev.pokebatch.gateway.run;

import org.jspecify.annotations.NullMarked;
