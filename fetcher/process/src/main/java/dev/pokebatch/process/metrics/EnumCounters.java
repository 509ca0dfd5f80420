package dev.pokebatch.process.metrics;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/**
 * A counter for each value of an enumeration. Thread-safe.
 *
 * @param <E> the enumeration
 */
public final class EnumCounters<E extends Enum<E>> {

  private final Map<E, Counter> counters;

  /** Makes the counters. */
  public EnumCounters(Class<E> type, Function<E, Counter> counter) {
    counters = new EnumMap<>(type);
    for (var value : type.getEnumConstants()) {
      counters.put(value, counter.apply(value));
    }
  }

  /** Adds one. */
  public void increment(E value) {
    requireNonNull(counters.get(value)).increment();
  }

  /** Returns the count so far. */
  public long count(E value) {
    return requireNonNull(counters.get(value)).sum();
  }
}
