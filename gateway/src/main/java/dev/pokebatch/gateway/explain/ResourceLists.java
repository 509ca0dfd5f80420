package dev.pokebatch.gateway.explain;

import dev.pokebatch.gateway.problem.Problem;
import java.util.List;
import java.util.Map;

/**
 * The upstream's lists that a batch selects from.
 *
 * @param entries the documents of each list, in its order, by resource
 * @param problems why other lists could not be fetched, by resource
 */
record ResourceLists(Map<String, List<String>> entries, Map<String, Problem> problems) {

  /** The lists of a batch that selects from none. */
  static final ResourceLists NONE = new ResourceLists(Map.of(), Map.of());

  /** Copies the maps. */
  ResourceLists {
    entries = Map.copyOf(entries);
    problems = Map.copyOf(problems);
  }
}
