package dev.pokebatch.gateway.csv;

import java.nio.charset.StandardCharsets;

/** Takes the white space out of a JSON text, and leaves all else as it is written. */
final class CompactJson {

  private CompactJson() {}

  /**
   * Appends one value.
   *
   * @param document a JSON text in UTF-8
   * @param from where the value begins, in bytes
   * @param to where it has ended
   */
  static void append(byte[] document, int from, int to, StringBuilder out) {
    var text = new String(document, from, to - from, StandardCharsets.UTF_8);
    var quoted = false;
    for (var i = 0; i < text.length(); i++) {
      var c = text.charAt(i);
      if (quoted || !isSpace(c)) {
        out.append(c);
      }
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\\') {
        out.append(text.charAt(++i));
      }
    }
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }
}
