package dev.pokebatch.gateway.answer;

import java.util.Collection;
import java.util.Set;

/**
 * Steps of a job that are not told by its stored results alone.
 *
 * @param empty ordinals of the steps that resolved to no documents
 * @param retried ordinals of the steps of which a job that this one retries has fetched documents;
 *     what matched in those is unknown here
 */
public record StoredSteps(Set<Long> empty, Set<Long> retried) {

  /** There are none, as in an answer that is made while the batch runs. */
  static final StoredSteps NONE = new StoredSteps(Set.of(), Set.of());

  /** Copies the sets. */
  public StoredSteps {
    empty = Set.copyOf(empty);
    retried = Set.copyOf(retried);
  }

  /** Makes sets of the ordinals. */
  public static StoredSteps of(Collection<Long> empty, Collection<Long> retried) {
    return new StoredSteps(Set.copyOf(empty), Set.copyOf(retried));
  }
}
