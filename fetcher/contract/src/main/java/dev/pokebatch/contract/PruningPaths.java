package dev.pokebatch.contract;

import dev.pokebatch.contract.jsonpath.Pruning;
import java.util.regex.Pattern;

/**
 * The dotted paths of a mask that keeps at least as much as a {@link Pruning}. Where a query ends,
 * selects all children, or has a name that no mask can have, the path ends too, and the mask keeps
 * the whole value.
 */
final class PruningPaths {

  /** The most names that a dotted path may have. */
  private static final int MOST_NAMES = 32;

  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_-]+");

  private final StringBuilder text = new StringBuilder();

  private PruningPaths() {}

  /** Returns the paths, separated by commas; empty if the mask has to keep the whole document. */
  static String of(Pruning pruning) {
    if (endsPath(pruning, 0)) {
      return "";
    }
    var paths = new PruningPaths();
    paths.append(pruning, "", 0);
    return paths.text.toString();
  }

  private void append(Pruning pruning, String path, int depth) {
    if (endsPath(pruning, depth)) {
      text.append(text.isEmpty() ? "" : ",").append(path);
      return;
    }
    pruning
        .members()
        .forEach(
            (name, member) -> append(member, path.isEmpty() ? name : path + "." + name, depth + 1));
  }

  private static boolean endsPath(Pruning pruning, int depth) {
    return pruning.isWhole()
        || pruning.ends()
        || pruning.children() != null
        || pruning.members().isEmpty()
        || depth == MOST_NAMES
        || !pruning.members().keySet().stream()
            .allMatch(name -> PLAIN_NAME.matcher(name).matches());
  }
}
