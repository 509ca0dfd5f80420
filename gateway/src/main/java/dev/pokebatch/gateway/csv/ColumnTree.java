package dev.pokebatch.gateway.csv;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tree of member names in the paths of a table's columns. A node and its descendants have
 * consecutive numbers. Immutable once built.
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
   * @param root the root of the tree
   * @param ends for each column, in order, the node at which its path ends
   */
  record Columns(ColumnTree root, List<ColumnTree> ends) {

    /** Returns the maximum number of columns that one value can be in, at least 1. */
    int overlap() {
      return Math.max(1, root.deepest());
    }
  }

  /**
   * Builds the tree.
   *
   * @param paths one for each column, in the order of the columns; all different, none empty
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

  /** Returns the maximum number of columns on a path that begins here. */
  private int deepest() {
    var below = children.values().stream().mapToInt(ColumnTree::deepest).max().orElse(0);
    return below + (column ? 1 : 0);
  }

  /** Returns the node's number; the root's is 0. */
  int first() {
    return first;
  }

  /** Returns the number after that of the last descendant. */
  int end() {
    return end;
  }

  /** Returns the parent; null for the root. */
  @Nullable ColumnTree parent() {
    return parent;
  }

  /** Whether a column's path ends here. */
  boolean isColumn() {
    return column;
  }

  /** Whether a path continues from here. */
  boolean hasChildren() {
    return !children.isEmpty();
  }

  /** Returns the node of a member with this name; null if no path continues with it. */
  @Nullable ColumnTree child(String name) {
    return children.get(name);
  }
}
