package dev.pokebatch.gateway.explain;

import java.util.List;

/**
 * The documents of a batch that can be in flight at the same time, after the wave before has ended.
 *
 * @param steps the ids of the steps whose documents are in it, in request order
 * @param targets the known documents; one that is requested several times is there as often
 * @param unknown whether there may be others, which only a run determines
 */
record Wave(List<String> steps, List<String> targets, boolean unknown) {

  /** Copies the lists. */
  Wave {
    steps = List.copyOf(steps);
    targets = List.copyOf(targets);
  }
}
