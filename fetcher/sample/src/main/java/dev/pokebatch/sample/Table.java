package dev.pokebatch.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A table of facts: tab-separated, with one line of column names and then one line for each row.
 * Lines that begin with a hash sign are comments.
 */
final class Table {

  /** One line of a table. */
  static final class Row {
    private final Map<String, Integer> columns;
    private final String[] cells;

    private Row(Map<String, Integer> columns, String[] cells) {
      this.columns = columns;
      this.cells = cells;
    }

    /** The text of a column; may be empty. */
    String text(String column) {
      return cells[Objects.requireNonNull(columns.get(column), column)];
    }

    int number(String column) {
      return Integer.parseInt(text(column));
    }

    /** The parts of a cell. */
    List<String> list(String column, char separator) {
      return split(text(column), separator);
    }
  }

  private Table() {}

  /** Reads a table from the resources of this package. */
  static List<Row> read(String file) {
    var stream = Objects.requireNonNull(Table.class.getResourceAsStream(file), file);
    try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      var columns = new HashMap<String, Integer>();
      var rows = new ArrayList<Row>();
      for (var line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith("#")) {
          continue;
        }
        var cells = line.split("\t", -1);
        if (columns.isEmpty()) {
          for (var cell : cells) {
            columns.put(cell, columns.size());
          }
        } else {
          rows.add(new Row(columns, cells));
        }
      }
      return List.copyOf(rows);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file, unreadable);
    }
  }

  /** Splits a text; an empty text has no parts. */
  static List<String> split(String text, char separator) {
    var parts = new ArrayList<String>();
    for (var start = 0; start < text.length(); ) {
      var end = text.indexOf(separator, start);
      end = end < 0 ? text.length() : end;
      parts.add(text.substring(start, end));
      start = end + 1;
    }
    return parts;
  }
}
