package dev.pokebatch.gateway.batch;

import java.util.Locale;

/**
 * A part of a client's text that is safe to quote in a message: shortened, with JSON escapes for
 * characters that are invisible or change how others are displayed.
 */
final class Excerpt {

  /** The maximum length in characters, without the ellipsis. */
  static final int MAX_LENGTH = 80;

  private Excerpt() {}

  static String of(String text) {
    var out = new StringBuilder();
    var at = 0;
    while (at < text.length()) {
      var point = text.codePointAt(at);
      var shown = isVisible(point) ? Character.toString(point) : escape(point);
      if (out.length() + shown.length() > MAX_LENGTH) {
        return out.append('…').toString();
      }
      out.append(shown);
      at += Character.charCount(point);
    }
    return out.toString();
  }

  private static boolean isVisible(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static String escape(int point) {
    var escaped = new StringBuilder();
    for (var unit : Character.toChars(point)) {
      escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
    }
    return escaped.toString();
  }
}
