package dev.pokebatch.gateway.csv;

import java.nio.charset.StandardCharsets;

/** Removes the insignificant white space of a JSON text and changes nothing else. */
final class CompactJson {

  private CompactJson() {}

  /**
   * Appends one value.
   *
   * @param document a JSON text in UTF-8
   * @param from the offset of the value's first byte
   * @param to the offset after its last byte
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
