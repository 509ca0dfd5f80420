package dev.pokebatch.gateway.jsonpath;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One path on one document, while it lasts: its root, its bound, its regular expressions. */
final class Evaluation {

  private static final int MOST_REGEXPS = 16;

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

  /** The regular expression of that text, compiled once for all nodes; empty where it is none. */
  Optional<IRegexp> regexp(String text) {
    work.read(text);
    if (regexps.size() == MOST_REGEXPS && !regexps.containsKey(text)) {
      regexps.clear();
    }
    return regexps.computeIfAbsent(text, t -> IRegexp.of(t, work));
  }
}
