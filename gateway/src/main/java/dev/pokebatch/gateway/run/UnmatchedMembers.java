package dev.pokebatch.gateway.run;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The paths of a mask, or the members of a shape, that matched in none of the documents so far. A
 * name that never matches is probably a typo.
 */
public final class UnmatchedMembers {

  private @Nullable Set<String> names;

  /** Adds a document in which these names matched nothing. */
  public void add(List<String> unmatched) {
    if (names == null) {
      names = new LinkedHashSet<>(unmatched);
    } else if (!names.isEmpty()) {
      names.retainAll(new HashSet<>(unmatched));
    }
  }

  /** Returns the names; none without a document. */
  public List<String> names() {
    return names == null ? List.of() : List.copyOf(names);
  }
}
