package dev.pokebatch.gateway.csv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cells of one row while they grow. An array's separators are counted once, at the node of the
 * array, and written to a column below it when that column gets its next value: so an element costs
 * as much as the columns that have a value in it, however many others there are.
 */
final class RowCells {

  private static final String BAR = "|";

  /** By node: separators counted there. */
  private final int[] bars;

  /** By node: separators that its text has, of those counted at the node and above. */
  private final int[] written;

  /** By node: its cell's text; null while that is empty. */
  private final @Nullable StringBuilder[] texts;

  /**
   * @param nodes of the tree of columns
   */
  RowCells(int nodes) {
    bars = new int[nodes];
    written = new int[nodes];
    texts = new StringBuilder[nodes];
  }

  /** Another element begins: a separator in every column at and below the node. */
  void separate(ColumnTree at) {
    bars[at.first()]++;
  }

  /** The text of a column, to which its next value is to be appended. */
  StringBuilder text(ColumnTree column) {
    var node = column.first();
    var text = texts[node];
    if (text == null) {
      text = new StringBuilder();
      texts[node] = text;
    }
    var all = 0;
    for (var at = column; at != null; at = at.parent()) {
      all += bars[at.first()];
    }
    text.append(BAR.repeat(all - written[node]));
    written[node] = all;
    return text;
  }

  /** What the columns at and below a node hold, to be restored. */
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

  /** What the columns at and below a node hold now. */
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

  /** Removes what the columns at and below a node have got since the mark. */
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

  /** The finished cells, in the order of the columns. */
  List<StringBuilder> finish(List<ColumnTree> columns) {
    var cells = new ArrayList<StringBuilder>(columns.size());
    columns.forEach(column -> cells.add(text(column)));
    return cells;
  }
}
