package dev.pokebatch.gateway.run;

import java.util.TreeMap;

/**
 * The steps that may have something to fetch, in the order of the request. Confined to one event
 * loop.
 */
final class ReadySteps {

  private final TreeMap<Long, LeafRun> byOrdinal = new TreeMap<>();

  /** Adds a step, if it has something to fetch now. */
  void add(LeafRun step) {
    if (step.maySend()) {
      byOrdinal.put(step.leaf().ordinal(), step);
    }
  }

  /** Returns whether a step has something to fetch now; removes those before it that have not. */
  boolean any() {
    while (!byOrdinal.isEmpty() && !first().maySend()) {
      byOrdinal.pollFirstEntry();
    }
    return !byOrdinal.isEmpty();
  }

  /** Returns the first step. There must be one. */
  LeafRun first() {
    return byOrdinal.firstEntry().getValue();
  }

  void clear() {
    byOrdinal.clear();
  }
}
