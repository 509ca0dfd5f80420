package dev.pokebatch.contract.shape;

import java.util.ArrayList;
import java.util.List;

/** Commas and colons outside of brackets and quotes. Pure. */
final class Separators {

  private static final char NO_QUOTE = 0;

  private Separators() {}

  /** Splits a text at its commas. */
  static List<String> split(String text) {
    var items = new ArrayList<String>();
    for (var from = 0; from <= text.length(); ) {
      var end = find(text, from, ',');
      items.add(text.substring(from, end));
      from = end + 1;
    }
    return items;
  }

  /**
   * Returns the text between quotes, in which a backslash escapes the next character; the text
   * itself unless all of it is between two quotes.
   */
  static String unquoted(String text) {
    var quote = text.isEmpty() ? NO_QUOTE : text.charAt(0);
    if (quote != '\'' && quote != '"') {
      return text;
    }
    var inner = new StringBuilder();
    for (var at = 1; at < text.length(); at++) {
      var c = text.charAt(at);
      if (c == quote) {
        return at == text.length() - 1 ? inner.toString() : text;
      }
      at += c == '\\' && at + 1 < text.length() ? 1 : 0;
      inner.append(text.charAt(at));
    }
    return text;
  }

  /**
   * Returns the index of the next separator; the length of the text if there is none.
   *
   * @param from where to begin, outside of brackets and quotes
   */
  static int find(String text, int from, char separator) {
    var depth = 0;
    var quote = NO_QUOTE;
    for (var at = from; at < text.length(); at++) {
      var c = text.charAt(at);
      if (quote != NO_QUOTE) {
        at += c == '\\' ? 1 : 0;
        quote = c == quote ? NO_QUOTE : quote;
      } else if (c == separator && depth == 0) {
        return at;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '(' || c == '[') {
        depth++;
      } else if ((c == ')' || c == ']') && depth > 0) {
        depth--;
      }
    }
    return text.length();
  }
}
