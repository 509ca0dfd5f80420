package dev.pokebatch.contract.jsonpath;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of evaluating one path on one document: the root, the work budget, compiled regular
 * expressions.
 */
final class Evaluation {

  private static final int MAX_REGEXPS = 16;

  private final @Nullable Object root;
  private final WorkBudget work;
  private final Map<String, Optional<IRegexp>> regexps = new HashMap<>();

  Evaluation(@Nullable Object root, WorkBudget work) {
    this.root = Nodes.wrap(root);
    this.work = work;
  }

  @Nullable Object root() {
    return root;
  }

  WorkBudget work() {
    return work;
  }

  /**
   * Returns the regular expression, compiled once for all nodes; empty if the text is not an
   * I-Regexp.
   */
  Optional<IRegexp> regexp(String text) {
    work.read(text);
    if (regexps.size() == MAX_REGEXPS && !regexps.containsKey(text)) {
      regexps.clear();
    }
    return regexps.computeIfAbsent(text, t -> IRegexp.of(t, work));
  }
}
