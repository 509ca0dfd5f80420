package dev.pokebatch.gateway.batch;

import java.util.Locale;

/**
 * A client's text as it is said back to it: cut short, and whatever does not show, or could change
 * how the rest shows, written as JSON would escape it.
 */
final class Excerpt {

  /** The longest excerpt, in characters, the ellipsis apart. */
  static final int MAX_LENGTH = 80;

  private Excerpt() {}

  static String of(String text) {
    var out = new StringBuilder();
    var at = 0;
    while (at < text.length()) {
      var point = text.codePointAt(at);
      var shown = shows(point) ? Character.toString(point) : escape(point);
      if (out.length() + shown.length() > MAX_LENGTH) {
        return out.append('…').toString();
      }
      out.append(shown);
      at += Character.charCount(point);
    }
    return out.toString();
  }

  private static boolean shows(int point) {
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
