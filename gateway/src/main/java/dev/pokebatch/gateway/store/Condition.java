package dev.pokebatch.gateway.store;

import org.jspecify.annotations.Nullable;

/** What must be stored under a name so that it may be changed. Asked on a worker thread. */
@FunctionalInterface
public interface Condition {

  /** Whatever there is, or nothing. */
  Condition ANY = stored -> true;

  /** Nothing. */
  Condition ABSENT = stored -> stored == null;

  /** Whether it holds; of null where nothing is stored. */
  boolean holdsFor(CollectionRow.@Nullable Entry stored);
}
