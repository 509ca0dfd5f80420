package dev.pokebatch.gateway.csv;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table of documents: one for each dotted path, in the order of the request,
 * followed by four of our own: {@code _id}, {@code _get}, {@code _status} and {@code _error}.
 * Without paths, our four come first, and {@code _body} contains the document's JSON text, byte for
 * byte. Names are unique: a path with the name of one of our columns is renamed, for example to
 * {@code _body._id}. Immutable.
 *
 * <p>The contents of a cell:
 *
 * <ul>
 *   <li>a string is its text; a number or boolean is written as in the document: {@code 1.10} keeps
 *       its zero, and long numbers keep all digits;
 *   <li>null, an empty string and a missing member are empty;
 *   <li>an object is its JSON text without white space;
 *   <li>an array is the cells of its elements, joined by {@code |}; a path passes through arrays:
 *       of two types, {@code types.type.name} is {@code grass|poison}. Empty elements keep their
 *       position, so the cells of {@code types.slot} and {@code types.type.name} correspond. Nested
 *       arrays are joined in the same way. A backslash in an element is doubled, and a {@code |}
 *       has one before it, so that a cell can be split into its elements. Optionally, an array is
 *       JSON instead, with {@code null} for an element that has no such member;
 *   <li>of duplicate members of an object, the last one counts.
 * </ul>
 *
 * <p>Data is not altered to suit one reader, unless the client asks for it. A {@code |} in a text
 * that is no element of an array is not escaped. There is no byte order mark, because many parsers
 * take it for a part of the first column's name.
 *
 * <p>If formulas are escaped, a cell, names of columns included, that begins with {@code =}, {@code
 * +}, {@code -}, {@code @}, a tab or a line break has an apostrophe before it, so that a
 * spreadsheet shows it and evaluates nothing. Numbers, also negative ones, remain numbers. Outside
 * of spreadsheets the apostrophe would be a part of the data.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
public final class CsvColumns {

  /** The media type of a header and the rows below it. */
  public static final String MEDIA_TYPE = "text/csv; charset=utf-8; header=present";

  /** The columns that are not from the document. */
  private static final List<String> OWN = List.of("_id", "_get", "_status", "_error");

  private static final String BODY = "_body";

  /**
   * An upper bound of the bytes for each character of a row: eight in its cell, where it may be
   * escaped, eight in the line, where quotes are doubled, and the rest in UTF-8. A {@link
   * StringBuilder} has two bytes for a character and room for as many more.
   */
  private static final int COPIES = 24;

  /** The most characters of a cell for an element that has no value: {@code ,null}. */
  private static final int EMPTY_ELEMENT = 5;

  /** The most characters of a cell for an array, with an element that has no value. */
  private static final int EMPTY_ARRAY = 6;

  private final List<List<String>> paths;
  private final ColumnTree.Columns tree;
  private final boolean escapesFormulas;
  private final boolean jsonArrays;

  private CsvColumns(List<List<String>> paths, boolean escapesFormulas, boolean jsonArrays) {
    this.paths = paths;
    this.escapesFormulas = escapesFormulas;
    this.jsonArrays = jsonArrays;
    this.tree = ColumnTree.of(paths);
  }

  /**
   * Returns the columns for these paths. A duplicate path is one column, because readers address
   * columns by name.
   *
   * @param paths dotted paths of member names; empty, or with {@code *}, for the whole document
   */
  public static CsvColumns of(List<String> paths) {
    return ofMembers(
        paths.contains("*")
            ? List.of()
            : paths.stream().map(path -> List.of(path.split("\\.", -1))).toList());
  }

  /**
   * Returns the columns for these paths, of which each is a list of member names, which may be any
   * text. A column is named by its path, with dots between the names.
   *
   * @param paths empty for the whole document
   */
  public static CsvColumns ofMembers(List<List<String>> paths) {
    return new CsvColumns(paths.stream().distinct().toList(), false, false);
  }

  /** Returns the same columns, with formulas escaped. */
  public CsvColumns escapingFormulas() {
    return new CsvColumns(paths, true, jsonArrays);
  }

  /** Returns the same columns, with arrays as JSON. */
  public CsvColumns withJsonArrays() {
    return new CsvColumns(paths, escapesFormulas, true);
  }

  /** Returns the first line, which contains the columns' names. */
  public Buffer header() {
    var line = new CsvLine(escapesFormulas);
    names().forEach(line::cell);
    OWN.forEach(line::cell);
    if (isWhole()) {
      line.cell(BODY);
    }
    return line.end();
  }

  /**
   * Returns the columns' names: the paths, of which those with the name of one of our columns are
   * renamed.
   */
  private List<String> names() {
    var names = paths.stream().map(path -> String.join(".", path)).toList();
    var taken = new HashSet<>(OWN);
    taken.addAll(names);
    var used = new HashSet<>(OWN);
    return names.stream().map(name -> used.add(name) ? name : free(name, taken)).toList();
  }

  private static String free(String path, Set<String> taken) {
    var name = BODY + "." + path;
    while (!taken.add(name)) {
      name = BODY + "." + name;
    }
    return name;
  }

  /**
   * Returns the line of one document, however much memory that takes.
   *
   * @param id the id of the document's step
   * @param get the path of the document; empty if it is unknown
   * @param status 200, or the status of its problem
   * @param body a JSON text in UTF-8; null leaves its cells empty
   * @param error the problem in one line; null if there is none
   * @throws IllegalStateException if there are paths, and the body is not a JSON text
   */
  public Buffer row(
      String id, String get, int status, @Nullable Buffer body, @Nullable String error) {
    return row(id, get, status, body, error, Long.MAX_VALUE);
  }

  /**
   * Returns the line of one document. Its separators take no more than the rest of the memory, or
   * as much as the document does.
   *
   * @param memory how many bytes may be used, as {@link #rowMemory} counts them
   * @throws RowTooLongException if more would be used
   * @throws IllegalStateException if there are paths, and the body is not a JSON text
   */
  public Buffer row(
      String id,
      String get,
      int status,
      @Nullable Buffer body,
      @Nullable String error,
      long memory) {
    var line = new CsvLine(escapesFormulas);
    if (!isWhole()) {
      var most = body == null ? 0 : Math.max(body.length(), memory / COPIES - values(body));
      CellCutter.cut(body, tree, jsonArrays, most).forEach(line::cell);
    }
    line.cell(id).cell(get).cell(Integer.toString(status)).cell(error == null ? "" : error);
    if (isWhole()) {
      line.cell(body == null ? "" : body.toString(StandardCharsets.UTF_8));
    }
    return line.end();
  }

  /**
   * Returns an upper bound of the memory that a row takes while it is cut from a document, in
   * bytes.
   *
   * @param body a JSON text in UTF-8
   */
  public long rowMemory(Buffer body) {
    return COPIES * (values(body) + (long) paths.size() * separators(body));
  }

  /** Returns an upper bound of the characters of a row that are in the document. */
  private long values(Buffer body) {
    return (long) tree.overlap() * body.length();
  }

  /** Returns an upper bound of the characters of a cell that are not in the document. */
  private long separators(Buffer body) {
    var separators = 0L;
    for (var at = 0; at < body.length(); at++) {
      separators +=
          switch (body.getByte(at)) {
            case ',' -> jsonArrays ? EMPTY_ELEMENT : 1;
            case '[' -> jsonArrays ? EMPTY_ARRAY : 0;
            default -> 0;
          };
    }
    return separators;
  }

  private boolean isWhole() {
    return paths.isEmpty();
  }
}
