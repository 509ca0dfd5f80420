package dev.pokebatch.gateway.csv;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a table of documents: one for each dotted path, in the order in which the client
 * wrote them, and after them four of our own, {@code _id}, {@code _get}, {@code _status} and {@code
 * _error}. Where no paths are known, our four come first, and {@code _body} holds the document's
 * JSON text, byte for byte. No two columns have one name: a path that is called as one of ours is
 * {@code _body._id}, for example. Immutable.
 *
 * <p>What is in a cell:
 *
 * <ul>
 *   <li>a string is its text, a number or boolean is as the document writes it: {@code 1.10} keeps
 *       its zero, and no digit of a long number is lost;
 *   <li>null, an empty string and what is not there are all empty;
 *   <li>an object is its JSON text, without the white space;
 *   <li>an array is its elements' cells, joined by {@code |}, and arrays on the way of a path are
 *       gone through: two types' {@code types.type.name} are {@code grass|poison}. Every element
 *       has its place, empty or not, so the cells of {@code types.slot} and {@code types.type.name}
 *       go together. Arrays in arrays are joined alike;
 *   <li>of a member that comes twice in an object, the last one counts.
 * </ul>
 *
 * <p>Data is never altered to suit a reader. A {@code |} in a text stays as it is: CSV has no
 * escape for it, and who must tell the two apart asks for JSON. A cell that begins with {@code =},
 * {@code +}, {@code -}, {@code @} or a tab gets no apostrophe, which would make text of each
 * negative number and stay in the data of all who do not use a spreadsheet; a spreadsheet that is
 * told that the columns are text takes none for a formula. There is no byte order mark either: many
 * a parser takes it for a part of the first column's name.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
public final class CsvColumns {

  /** The media type of a header and the rows below it. */
  public static final String MEDIA_TYPE = "text/csv; charset=utf-8; header=present";

  /** The columns that are not of the document. */
  private static final List<String> OWN = List.of("_id", "_get", "_status", "_error");

  private static final String BODY = "_body";

  private final List<String> paths;
  private final ColumnTree.Columns tree;

  private CsvColumns(List<String> paths) {
    this.paths = paths;
    this.tree = ColumnTree.of(paths.stream().map(p -> List.of(p.split("\\.", -1))).toList());
  }

  /**
   * The columns for some paths. A path that comes twice is one column, for readers go by its name.
   *
   * @param paths dotted paths of names; none, or {@code *} among them, for the whole document
   */
  public static CsvColumns of(List<String> paths) {
    return new CsvColumns(paths.contains("*") ? List.of() : paths.stream().distinct().toList());
  }

  /** The first line: the columns' names. */
  public Buffer header() {
    var line = new CsvLine();
    names().forEach(line::cell);
    OWN.forEach(line::cell);
    if (isWhole()) {
      line.cell(BODY);
    }
    return line.end();
  }

  /** The paths, but for those that are called as a column of ours. */
  private List<String> names() {
    var taken = new HashSet<>(OWN);
    taken.addAll(paths);
    return paths.stream().map(path -> OWN.contains(path) ? free(path, taken) : path).toList();
  }

  private static String free(String path, Set<String> taken) {
    var name = BODY + "." + path;
    while (!taken.add(name)) {
      name = BODY + "." + name;
    }
    return name;
  }

  /**
   * The line for one document.
   *
   * @param id the step that it belongs to
   * @param get which document it is; empty where that never became known
   * @param status 200, or what stands for its failure
   * @param body a JSON text in UTF-8; null where there is none, which leaves its cells empty
   * @param error what went wrong; null where nothing did
   * @throws IllegalStateException where the body is not a JSON text; with no paths none looks
   */
  public Buffer row(
      String id, String get, int status, @Nullable Buffer body, @Nullable String error) {
    var line = new CsvLine();
    if (!isWhole()) {
      CellCutter.cut(body, tree).forEach(line::cell);
    }
    line.cell(id).cell(get).cell(Integer.toString(status)).cell(error == null ? "" : error);
    if (isWhole()) {
      line.cell(body == null ? "" : body.toString(StandardCharsets.UTF_8));
    }
    return line.end();
  }

  private boolean isWhole() {
    return paths.isEmpty();
  }
}
