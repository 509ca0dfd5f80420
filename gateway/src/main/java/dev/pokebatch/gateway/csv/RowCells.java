package dev.pokebatch.gateway.csv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one row while they are filled; elements of arrays are separated by {@code |}.
 * Separators are counted at the node of their array, and written to a column below it with that
 * column's next value. So the cost of an element depends on the columns that have a value in it,
 * not on the number of columns.
 */
class RowCells {

  private static final String BAR = "|";

  /** By node: how many separators have been counted there. */
  private final int[] bars;

  /**
   * By node: how many of the separators counted at the node and above have been written to its
   * text.
   */
  private final int[] written;

  /** By node: the text of its cell; null while that is empty. */
  private final @Nullable StringBuilder[] texts;

  /** How many more characters may be added that are not in the document. */
  private long left;

  /**
   * @param nodes how many nodes the tree of columns has
   * @param most the most characters that are added to those of the document
   */
  RowCells(int nodes, long most) {
    left = most;
    bars = new int[nodes];
    written = new int[nodes];
    texts = new StringBuilder[nodes];
  }

  /** Whether elements of arrays are JSON texts; otherwise a {@code |} in them is escaped. */
  boolean areJson() {
    return false;
  }

  /** Begins an array in every column at and below the node. */
  void open(ColumnTree at) {}

  /**
   * Ends an array in every column at and below the node.
   *
   * @param empty whether it had no elements
   */
  void close(ColumnTree at, boolean empty) {}

  /** Begins another element: adds a separator to every column at and below the node. */
  void separate(ColumnTree at) {
    bars[at.first()]++;
  }

  /** Returns the text of a column, with the separators before its next value. */
  StringBuilder text(ColumnTree column) {
    var node = column.first();
    var text = cell(node);
    var all = 0;
    for (var at = column; at != null; at = at.parent()) {
      all += bars[at.first()];
    }
    adding(all - written[node]);
    text.append(BAR.repeat(all - written[node]));
    written[node] = all;
    return text;
  }

  /**
   * Counts characters that are not in the document, before they are added.
   *
   * @throws RowTooLongException if there are too many
   */
  final void adding(int characters) {
    left -= characters;
    if (left < 0) {
      throw new RowTooLongException();
    }
  }

  /** Returns the text of a cell. */
  final StringBuilder cell(int node) {
    var text = texts[node];
    if (text == null) {
      text = new StringBuilder();
      texts[node] = text;
    }
    return text;
  }

  /** The state of the columns at and below a node. */
  static final class Mark {
    private final int[] bars;
    private final int[] written;
    private final int[] lengths;

    private Mark(int[] bars, int[] written, int[] lengths) {
      this.bars = bars;
      this.written = written;
      this.lengths = lengths;
    }
  }

  /** Saves the state of the columns at and below a node. */
  Mark mark(ColumnTree at) {
    var lengths = new int[at.end() - at.first()];
    for (var node = at.first(); node < at.end(); node++) {
      var text = texts[node];
      lengths[node - at.first()] = text == null ? 0 : text.length();
    }
    return new Mark(
        Arrays.copyOfRange(bars, at.first(), at.end()),
        Arrays.copyOfRange(written, at.first(), at.end()),
        lengths);
  }

  /** Restores the state of the columns at and below a node. */
  void restore(ColumnTree at, Mark mark) {
    System.arraycopy(mark.bars, 0, bars, at.first(), mark.bars.length);
    System.arraycopy(mark.written, 0, written, at.first(), mark.written.length);
    for (var node = at.first(); node < at.end(); node++) {
      var text = texts[node];
      if (text != null) {
        text.setLength(mark.lengths[node - at.first()]);
      }
    }
  }

  /** Returns the finished cells, in the order of the columns. */
  List<StringBuilder> finish(List<ColumnTree> columns) {
    var cells = new ArrayList<StringBuilder>(columns.size());
    columns.forEach(column -> cells.add(text(column)));
    return cells;
  }
}
