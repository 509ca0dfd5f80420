package dev.pokebatch.gateway.store.collection;

import org.jspecify.annotations.Nullable;

/**
 * A precondition (RFC 9110, section 13) on the collection that is stored under a name. Evaluated on
 * a worker thread.
 */
@FunctionalInterface
public interface Precondition {

  /** Always holds. */
  Precondition ANY = stored -> true;

  /** Holds if no collection is stored under the name. */
  Precondition ABSENT = stored -> stored == null;

  /** Returns whether it holds for the stored collection; null means that there is none. */
  boolean holdsFor(CollectionRow.@Nullable Entry stored);
}
