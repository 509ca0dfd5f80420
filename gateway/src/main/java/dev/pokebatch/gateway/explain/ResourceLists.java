package dev.pokebatch.gateway.explain;

import dev.pokebatch.gateway.problem.Problem;
import java.util.List;
import java.util.Map;

/**
 * The upstream's lists that a batch selects from, by resource.
 *
 * @param entries the documents that each names, in its order
 * @param problems why others are not there
 */
record ResourceLists(Map<String, List<String>> entries, Map<String, Problem> problems) {

  /** For a batch that selects from none. */
  static final ResourceLists NONE = new ResourceLists(Map.of(), Map.of());

  /** Copies the maps. */
  ResourceLists {
    entries = Map.copyOf(entries);
    problems = Map.copyOf(problems);
  }
}
