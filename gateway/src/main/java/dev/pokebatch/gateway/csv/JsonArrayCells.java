package dev.pokebatch.gateway.csv;

import java.util.List;

/**
 * The cells of one row, in which arrays are JSON. An element without a value of a column is {@code
 * null} there, so that the elements of columns correspond. Arrays within arrays are nested.
 */
final class JsonArrayCells extends RowCells {

  private final boolean[] columns;

  /**
   * @param nodes how many nodes the tree of columns has
   * @param ends for each column, the node at which its path ends
   */
  JsonArrayCells(int nodes, List<ColumnTree> ends) {
    super(nodes);
    columns = new boolean[nodes];
    ends.forEach(end -> columns[end.first()] = true);
  }

  @Override
  boolean areJson() {
    return true;
  }

  @Override
  void open(ColumnTree at) {
    append(at, "[", false);
  }

  @Override
  void separate(ColumnTree at) {
    append(at, ",", true);
  }

  @Override
  void close(ColumnTree at, boolean empty) {
    append(at, "]", !empty);
  }

  /**
   * Appends to every column at and below the node.
   *
   * @param fill whether to add {@code null} first, if the last element has no value
   */
  private void append(ColumnTree at, String text, boolean fill) {
    for (var node = at.first(); node < at.end(); node++) {
      if (columns[node]) {
        var cell = cell(node);
        if (fill && lacksValue(cell)) {
          cell.append("null");
        }
        cell.append(text);
      }
    }
  }

  /** No JSON value ends with one of these characters. */
  private static boolean lacksValue(StringBuilder cell) {
    var last = cell.charAt(cell.length() - 1);
    return last == '[' || last == ',';
  }
}
