package dev.pokebatch.gateway.run;

import dev.pokebatch.gateway.problem.CancelledBy;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a stream of steps.
 *
 * @param lines how many lines, blank ones included
 * @param stopped why no more were read; null where there were no more
 */
public record InputSummary(long lines, @Nullable CancelledBy stopped) {}
