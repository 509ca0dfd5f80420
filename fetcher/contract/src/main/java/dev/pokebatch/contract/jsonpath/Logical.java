package dev.pokebatch.contract.jsonpath;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The condition of a filter, of LogicalType (RFC 9535, sections 2.3.5 and 2.4.1). */
sealed interface Logical {

  /** Returns whether it holds for the current node of the filter. */
  boolean holds(@Nullable Object current, Evaluation in);

  /** Holds if one part holds; the parts after that are not evaluated. */
  record Or(List<Logical> parts) implements Logical {

    @Override
    public boolean holds(@Nullable Object current, Evaluation in) {
      return parts.stream().anyMatch(part -> part.holds(current, in));
    }
  }

  /** Holds if all parts hold. */
  record And(List<Logical> parts) implements Logical {

    @Override
    public boolean holds(@Nullable Object current, Evaluation in) {
      return parts.stream().allMatch(part -> part.holds(current, in));
    }
  }

  /** Holds if its part does not. */
  record Not(Logical part) implements Logical {

    @Override
    public boolean holds(@Nullable Object current, Evaluation in) {
      return !part.holds(current, in);
    }
  }

  /** Holds if a query selects a node, whatever its value (section 2.3.5.2.1). */
  record Exists(Query query) implements Logical {

    @Override
    public boolean holds(@Nullable Object current, Evaluation in) {
      return !query.visit(current, in, first -> false);
    }
  }

  /** Compares two values (section 2.3.5.2.2). */
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
