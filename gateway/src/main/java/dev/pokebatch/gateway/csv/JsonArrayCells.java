package dev.pokebatch.gateway.csv;

import java.util.List;

/**
 * The cells of one row, in which arrays are JSON. An element without a value of a column is {@code
 * null} there, so that the elements of columns correspond. Arrays within arrays are nested.
 */
final class JsonArrayCells extends RowCells {

  private static final String NO_VALUE = "null";

  private final boolean[] columns;

  /**
   * @param nodes how many nodes the tree of columns has
   * @param ends for each column, the node at which its path ends
   * @param most the most characters that are added to those of the document
   */
  JsonArrayCells(int nodes, List<ColumnTree> ends, long most) {
    super(nodes, most);
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
        var filling = fill && lacksValue(cell) ? NO_VALUE : "";
        adding(filling.length() + text.length());
        cell.append(filling).append(text);
      }
    }
  }

  /** No JSON value ends with one of these characters. */
  private static boolean lacksValue(StringBuilder cell) {
    var last = cell.charAt(cell.length() - 1);
    return last == '[' || last == ',';
  }
}
