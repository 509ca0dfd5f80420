package dev.pokebatch.contract.shape;

import dev.pokebatch.contract.jsonpath.JsonPath;
import java.util.regex.Pattern;

/** Reads what a member holds: a dotted path, a query, or a function of a query. Pure. */
final class ShapeValueReader {

  private static final Pattern CALL = Pattern.compile("([A-Za-z_][A-Za-z0-9_-]*)\\s*\\(\\s*");

  private ShapeValueReader() {}

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException with a clause for clients that says what is wrong and where;
   *     positions count from 1
   */
  static ShapeValue read(String text) {
    if (text.startsWith("$")) {
      return new PathNodes(JsonPath.parse(text));
    }
    var call = CALL.matcher(text);
    if (call.lookingAt()) {
      return call(text, call.group(1), call.end());
    }
    if (DottedPath.FORM.matcher(text).matches()) {
      return DottedPath.of(text);
    }
    throw new IllegalArgumentException(
        "is neither a dotted path (types.type.name), nor a JSONPath ($.types[*].type.name), nor a"
            + " function of one (count($.types[*]))");
  }

  private static FunctionCall call(String text, String name, int from) {
    var function = PathFunction.named(name);
    if (function == null) {
      throw new IllegalArgumentException(
          "has a function '"
              + name
              + "' at 1 that does not exist; known are "
              + PathFunction.names());
    }
    if (!text.endsWith(")")) {
      throw new IllegalArgumentException(
          "has a '(' at " + (text.indexOf('(') + 1) + " that is never closed");
    }
    var to = text.length() - 1;
    while (to > from && Character.isWhitespace(text.charAt(to - 1))) {
      to--;
    }
    if (!text.startsWith("$", from)) {
      throw new IllegalArgumentException("has no JSONPath at " + (from + 1) + ", as in count($)");
    }
    var path = JsonPath.parse(text, from, to);
    if (function == PathFunction.LENGTH && !path.isSingular()) {
      throw new IllegalArgumentException(
          "has a query at "
              + (from + 1)
              + " that may select many nodes; length takes one node, count counts them");
    }
    return new FunctionCall(function, path);
  }
}
