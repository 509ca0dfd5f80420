package dev.pokebatch.gateway.csv;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tree of names that the paths of a table's columns make. Its nodes are numbered so that those
 * at and below a node are a range. Immutable once built.
 */
final class ColumnTree {

  private final Map<String, ColumnTree> children = new HashMap<>();
  private final @Nullable ColumnTree parent;
  private boolean column;
  private int first;
  private int end;

  private ColumnTree(@Nullable ColumnTree parent) {
    this.parent = parent;
  }

  /**
   * The columns of a table.
   *
   * @param root of the tree
   * @param ends for each column, in order, the node at which its path ends
   */
  record Columns(ColumnTree root, List<ColumnTree> ends) {}

  /**
   * The tree of some paths, all different, each of one name at least.
   *
   * @param paths one for each column, in the order of the columns
   */
  static Columns of(List<List<String>> paths) {
    var root = new ColumnTree(null);
    var ends = new ArrayList<ColumnTree>(paths.size());
    for (var path : paths) {
      var at = root;
      for (var name : path) {
        var above = at;
        at = at.children.computeIfAbsent(name, n -> new ColumnTree(above));
      }
      at.column = true;
      ends.add(at);
    }
    root.number(0);
    return new Columns(root, ends);
  }

  private int number(int next) {
    first = next++;
    for (var child : children.values()) {
      next = child.number(next);
    }
    end = next;
    return next;
  }

  /** The node's number; the root's is 0. */
  int first() {
    return first;
  }

  /** The number after the last one of the nodes at and below this one. */
  int end() {
    return end;
  }

  /** The node above; null for the root. */
  @Nullable ColumnTree parent() {
    return parent;
  }

  /** Whether a column's path ends here. */
  boolean isColumn() {
    return column;
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
