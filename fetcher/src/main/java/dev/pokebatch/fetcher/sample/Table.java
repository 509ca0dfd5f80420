package dev.pokebatch.fetcher.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Reads our tables of facts: tab-separated columns, a comment for their names. */
final class Table {

  private Table() {}

  /** The rows of a table. */
  static List<Row> rows(String name) {
    var in = Objects.requireNonNull(Table.class.getResourceAsStream(name + ".tsv"), name);
    try (var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> !line.startsWith("#")).map(Row::new).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** A row, its cells taken by column. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Row(String[] cells) {
    Row(String line) {
      this(line.split("\t", -1));
    }

    String text(int column) {
      return cells[column];
    }

    int number(int column) {
      return Integer.parseInt(cells[column]);
    }

    /** The words of a cell; none where it holds a dash. */
    List<String> words(int column) {
      return cells[column].equals("-")
          ? List.of()
          : Stream.of(cells[column].split(" ")).filter(word -> !word.isEmpty()).toList();
    }

    /** The named references of a cell, each written {@code id:name}. */
    List<Ref> refs(int column) {
      return words(column).stream().map(Ref::of).toList();
    }
  }

  /**
   * A named reference to a document.
   *
   * @param id the document's id
   * @param name its name
   */
  record Ref(int id, String name) {
    static Ref of(String word) {
      var colon = word.indexOf(':');
      return new Ref(Integer.parseInt(word.substring(0, colon)), word.substring(colon + 1));
    }
  }
}
