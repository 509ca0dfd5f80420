package dev.pokebatch.gateway.http.head;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits header values that may contain quoted strings (RFC 9110, section 5.6.4): a separator
 * within quotes does not split. For headers that vertx-web does not parse, and for headers of
 * several lines, of which it parses the first only.
 */
final class HeaderList {

  private HeaderList() {}

  /** Returns the unchanged text between separators; at least one part. */
  static List<String> split(String value, char separator) {
    var parts = new ArrayList<String>();
    var quoted = false;
    var start = 0;
    for (var at = 0; at < value.length(); at++) {
      var c = value.charAt(at);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\\' && quoted) {
        at++;
      } else if (c == separator && !quoted) {
        parts.add(value.substring(start, at));
        start = at + 1;
      }
    }
    parts.add(value.substring(start));
    return parts;
  }

  /** Returns the text of a quoted string; returns any other value unchanged. */
  static String unquote(String value) {
    var quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
  }
}
