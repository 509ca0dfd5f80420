package dev.pokebatch.gateway.http.head;

import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a header's value, which may have quoted strings in it (RFC 9110, section 5.6.4): a
 * separator in quotes does not separate.
 */
final class HeaderList {

  private HeaderList() {}

  /** What stands between separators, as it is; at least one part. */
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

  /** The text of a quoted string; anything else stays as it is. */
  static String unquote(String value) {
    var quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1") : value;
  }
}
