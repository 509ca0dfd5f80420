package dev.pokebatch.gateway.store.collection;

import org.jspecify.annotations.Nullable;

/** What must be stored under a name so that it may be changed. Asked on a worker thread. */
@FunctionalInterface
public interface Precondition {

  /** Whatever there is, or nothing. */
  Precondition ANY = stored -> true;

  /** Nothing. */
  Precondition ABSENT = stored -> stored == null;

  /** Whether it holds; of null where nothing is stored. */
  boolean holdsFor(CollectionRow.@Nullable Entry stored);
}
