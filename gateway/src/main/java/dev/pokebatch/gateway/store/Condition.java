package dev.pokebatch.gateway.store;

import org.jspecify.annotations.Nullable;

/** What must be stored under a name so that it may be changed. */
public sealed interface Condition {

  /** Whatever there is, or nothing. */
  record Any() implements Condition {}

  /** Nothing: {@code If-None-Match: *}. */
  record Absent() implements Condition {}

  /** Anything: {@code If-Match: *}. */
  record Present() implements Condition {}

  /** This version: {@code If-Match} with the etag that it has. */
  record Version(long version) implements Condition {}

  /** Whether it holds; of null where nothing is stored. */
  default boolean holdsFor(CollectionRow.@Nullable Entry stored) {
    if (this instanceof Version wanted) {
      return stored != null && stored.version() == wanted.version();
    }
    return this instanceof Any || (this instanceof Present) == (stored != null);
  }
}
