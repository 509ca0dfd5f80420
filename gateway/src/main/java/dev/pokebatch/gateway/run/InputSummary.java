package dev.pokebatch.gateway.run;

import dev.pokebatch.gateway.problem.CancelledBy;
import org.jspecify.annotations.Nullable;

/**
 * How much of a stream of steps was read.
 *
 * @param lines the number of lines read, including blank ones
 * @param stopped why reading stopped early; null if all lines were read
 */
public record InputSummary(long lines, @Nullable CancelledBy stopped) {}
