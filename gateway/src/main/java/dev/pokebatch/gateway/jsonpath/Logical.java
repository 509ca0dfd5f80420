package dev.pokebatch.gateway.jsonpath;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What holds for a node or does not: the condition of a filter (RFC 9535, section 2.3.5). */
sealed interface Logical {

  /** Whether it holds for the current node of a filter. */
  boolean holds(@Nullable Object current, Evaluation in);

  /** One of them holds, the rest not asked. */
  record Or(List<Logical> parts) implements Logical {

    @Override
    public boolean holds(@Nullable Object current, Evaluation in) {
      return parts.stream().anyMatch(part -> part.holds(current, in));
    }
  }

  /** All of them hold. */
  record And(List<Logical> parts) implements Logical {

    @Override
    public boolean holds(@Nullable Object current, Evaluation in) {
      return parts.stream().allMatch(part -> part.holds(current, in));
    }
  }

  /** It does not hold. */
  record Not(Logical part) implements Logical {

    @Override
    public boolean holds(@Nullable Object current, Evaluation in) {
      return !part.holds(current, in);
    }
  }

  /** A query selects at least one node, whatever its value (section 2.3.5.2.1). */
  record Exists(Query query) implements Logical {

    @Override
    public boolean holds(@Nullable Object current, Evaluation in) {
      return !query.visit(current, in, first -> false);
    }
  }

  /** Two values stand in a relation (section 2.3.5.2.2). */
  record Compare(Operand left, Comparison how, Operand right) implements Logical {

    @Override
    public boolean holds(@Nullable Object current, Evaluation in) {
      in.work().step();
      return how.holds(left.value(current, in), right.value(current, in), in.work());
    }
  }

  /**
   * The functions {@code match} and {@code search} (sections 2.4.6 and 2.4.7).
   *
   * @param whole whether the whole text must match, not any part of it
   */
  record Matches(Operand text, Operand regexp, boolean whole) implements Logical, Term {

    @Override
    public boolean holds(@Nullable Object current, Evaluation in) {
      in.work().step();
      return text.value(current, in) instanceof String t
          && regexp.value(current, in) instanceof String r
          && in.regexp(r).filter(found -> found.matches(t, whole, in.work())).isPresent();
    }
  }
}
