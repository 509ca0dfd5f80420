package dev.pokebatch.gateway.csv;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A place in the tree of names that paths make: which columns take something from there. */
final class ColumnTree {

  /** In place of a column: no path ends here. */
  static final int NONE = -1;

  private final Map<String, ColumnTree> children = new HashMap<>();
  private final List<Integer> columns = new ArrayList<>();
  private int own = NONE;

  private ColumnTree() {}

  /**
   * The tree of some paths, all different, each of one name at least.
   *
   * @param paths a path's place in the list is its column
   */
  static ColumnTree of(List<List<String>> paths) {
    var root = new ColumnTree();
    for (var column = 0; column < paths.size(); column++) {
      root.add(paths.get(column), column);
    }
    return root;
  }

  private void add(List<String> path, int column) {
    var at = this;
    at.columns.add(column);
    for (var name : path) {
      at = at.children.computeIfAbsent(name, n -> new ColumnTree());
      at.columns.add(column);
    }
    at.own = column;
  }

  /** The column whose path ends here, or {@link #NONE}. */
  int own() {
    return own;
  }

  /** The columns whose paths end here or go through here. */
  List<Integer> columns() {
    return columns;
  }

  /** Whether paths go on from here. */
  boolean goesOn() {
    return !children.isEmpty();
  }

  /** Where paths go on with a member of that name; null where none does. */
  @Nullable ColumnTree child(String name) {
    return children.get(name);
  }
}
