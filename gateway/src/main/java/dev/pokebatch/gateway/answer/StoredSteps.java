package dev.pokebatch.gateway.answer;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Steps of a job that are not told by its stored results alone.
 *
 * @param empty ordinals of the steps that resolved to no documents
 * @param retried by the ordinals of the steps of which a job that this one retries has fetched
 *     documents, the names that matched in none of those documents, or in none of the step's; none
 *     if that is unknown
 */
public record StoredSteps(Set<Long> empty, Map<Long, List<String>> retried) {

  /** There are none, as in an answer that is made while the batch runs. */
  static final StoredSteps NONE = new StoredSteps(Set.of(), Map.of());

  /** Copies the collections. */
  public StoredSteps {
    empty = Set.copyOf(empty);
    retried = Map.copyOf(retried);
  }

  /** Makes a set of the ordinals. */
  public static StoredSteps of(Collection<Long> empty, Map<Long, List<String>> retried) {
    return new StoredSteps(Set.copyOf(empty), retried);
  }
}
