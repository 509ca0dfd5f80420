/**
 * One batch while it runs: its groups and their turns, what is under way, what its time and its
 * client allow. May import {@code plan}, {@code batch}, {@code dispatch}, {@code memory}, {@code
 * problem} and the fetcher's client and contract; results go to a sink, which {@code answer}
 * implements.
 */
@NullMarked
package dev.pokebatch.gateway.run;

import org.jspecify.annotations.NullMarked;
