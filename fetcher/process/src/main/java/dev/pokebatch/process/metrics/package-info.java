/**
 * The metrics of a process, for Prometheus: one registry, what every process measures, and the
 * answer of {@code /metrics}. May import {@code log}, {@code memory} and {@code offload}; every
 * package that measures something may import it.
 */
@NullMarked
package dev.pokebatch.process.metrics;

import org.jspecify.annotations.NullMarked;
