package dev.pokebatch.gateway.explain;

import java.util.List;

/**
 * What of a batch can be under way at once, after the wave before it.
 *
 * @param steps the ids of the steps that it is of, in request order
 * @param targets the documents that are known, equal ones as often as they are wanted
 * @param unknown whether there may be more, which only a run tells of
 */
record Wave(List<String> steps, List<String> targets, boolean unknown) {

  /** Copies the lists. */
  Wave {
    steps = List.copyOf(steps);
    targets = List.copyOf(targets);
  }
}
