package dev.pokebatch.gateway.csv;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the cells of one row from a document, in one pass over its tokens. Recursion is as deep as
 * the columns' paths, whatever the depth of the document.
 */
final class CellCutter {

  // The fetcher has already checked the document's bounds.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private final byte[] document;
  private final JsonParser parser;
  private final RowCells cells;

  /** How many arrays contain the current value. */
  private int arrays;

  private CellCutter(byte[] document, JsonParser parser, RowCells cells) {
    this.document = document;
    this.parser = parser;
    this.cells = cells;
  }

  /**
   * Returns the cells of a row, one for each column.
   *
   * @param document a JSON text in UTF-8; null leaves the cells empty
   * @param jsonArrays whether arrays are JSON; otherwise their elements are joined by {@code |}
   * @param most the most characters that are added to those of the document
   * @throws RowTooLongException if more would be added
   * @throws IllegalStateException if it is not a JSON text
   */
  static List<StringBuilder> cut(
      @Nullable Buffer document, ColumnTree.Columns columns, boolean jsonArrays, long most) {
    var nodes = columns.root().end();
    var cells =
        jsonArrays ? new JsonArrayCells(nodes, columns.ends(), most) : new RowCells(nodes, most);
    if (document == null) {
      return cells.finish(columns.ends());
    }
    var bytes = document.getBytes();
    try (var parser = FACTORY.createParser(bytes)) {
      parser.nextToken();
      new CellCutter(bytes, parser, cells).value(columns.root());
      if (parser.nextToken() != null) {
        throw new IllegalStateException("a document has text after its end");
      }
      return cells.finish(columns.ends());
    } catch (IOException e) {
      throw new IllegalStateException("a document is not a JSON text", e);
    }
  }

  /** Reads a value, from its first token, which is the current one, to its last. */
  private void value(ColumnTree at) throws IOException {
    var token = parser.currentToken();
    if (token == null) {
      throw new IllegalStateException("a document is empty");
    }
    switch (token) {
      case START_ARRAY -> array(at);
      case START_OBJECT -> object(at);
      case VALUE_NULL -> {}
      default -> {
        if (at.isColumn()) {
          scalar(at);
        }
      }
    }
  }

  private void scalar(ColumnTree at) throws IOException {
    if (arrays > 0 && cells.areJson()) {
      var from = (int) parser.currentTokenLocation().getByteOffset();
      parser.finishToken();
      json(at, from);
      return;
    }
    var text = cells.text(at);
    var from = text.length();
    text.append(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    escape(text, from);
  }

  /** Appends the JSON text of the value that ends here. */
  private void json(ColumnTree at, int from) {
    var to = (int) parser.currentLocation().getByteOffset();
    var text = cells.text(at);
    var begin = text.length();
    CompactJson.append(document, from, to, text);
    escape(text, begin);
  }

  /** Escapes what was appended to a cell, if it is an element of a joined array. */
  private void escape(StringBuilder text, int from) {
    if (arrays == 0 || cells.areJson()) {
      return;
    }
    var at = from;
    while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != '\\') {
      at++;
    }
    if (at < text.length()) {
      var rest = text.substring(at).replace("\\", "\\\\").replace("|", "\\|");
      text.setLength(at);
      text.append(rest);
    }
  }

  /**
   * Reads the elements of an array and of nested arrays, with a separator before all but the first.
   */
  private void array(ColumnTree at) throws IOException {
    var first = true;
    arrays++;
    cells.open(at);
    for (var depth = 1; depth > 0; ) {
      var token = parser.nextToken();
      if (token == JsonToken.END_ARRAY) {
        cells.close(at, first);
        depth--;
        first = false;
        continue;
      }
      if (!first) {
        cells.separate(at);
      }
      first = token == JsonToken.START_ARRAY;
      if (first) {
        depth++;
        cells.open(at);
      } else {
        value(at);
      }
    }
    arrays--;
  }

  private void object(ColumnTree at) throws IOException {
    var from = (int) parser.currentTokenLocation().getByteOffset();
    if (at.hasChildren()) {
      members(at);
    } else {
      parser.skipChildren();
    }
    if (at.isColumn()) {
      json(at, from);
    }
  }

  private void members(ColumnTree at) throws IOException {
    var starts = new IdentityHashMap<ColumnTree, RowCells.Mark>(4);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var child = at.child(parser.currentName());
      parser.nextToken();
      if (child == null) {
        parser.skipChildren();
        continue;
      }
      var start = starts.get(child);
      if (start == null) {
        starts.put(child, cells.mark(child));
      } else {
        cells.restore(child, start); // the last of duplicate members counts
      }
      value(child);
    }
  }
}
