package dev.pokebatch.contract.jsonpath;

import java.util.regex.Pattern;

/** Reads a string literal in single or double quotes (RFC 9535, section 2.3.1.1). */
final class StringLiteralReader {

  private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]{4}");
  private static final String ESCAPES = "bfnrt/\\";
  private static final String ESCAPED = "\b\f\n\r\t/\\";

  private final QueryScanner in;
  private final StringBuilder out = new StringBuilder();

  private StringLiteralReader(QueryScanner in) {
    this.in = in;
  }

  static boolean begins(QueryScanner in) {
    return in.sees('\'') || in.sees('"');
  }

  /** Reads a string up to its closing quote. */
  static String read(QueryScanner in) {
    return new StringLiteralReader(in).upTo((char) in.next());
  }

  private String upTo(char quote) {
    var start = in.at() - 1;
    while (!in.skip(quote)) {
      if (in.atEnd()) {
        throw in.fault("a string", start, "that is never closed");
      }
      if (in.skip('\\')) {
        if (!in.skip(quote)) {
          escape();
        } else {
          out.append(quote);
        }
      } else {
        plain();
      }
    }
    return out.toString();
  }

  private void plain() {
    var at = in.at();
    var point = in.next();
    if (point < ' ') {
      throw in.fault(in.shown(at), at, "that must be escaped");
    }
    if (isSurrogate(point)) {
      throw half(at);
    }
    out.appendCodePoint(point);
  }

  private void escape() {
    var at = in.at() - 1;
    if (in.skip('u')) {
      unicode(at);
      return;
    }
    var which = in.atEnd() ? -1 : ESCAPES.indexOf(in.next());
    if (which < 0) {
      throw in.fault("an escape", at, "that JSON does not know");
    }
    out.append(ESCAPED.charAt(which));
  }

  private void unicode(int at) {
    var first = hex(at);
    if (!Character.isSurrogate(first)) {
      out.append(first);
      return;
    }
    if (Character.isLowSurrogate(first) || !in.skip("\\u")) {
      throw half(at);
    }
    var second = hex(at);
    if (!Character.isLowSurrogate(second)) {
      throw half(at);
    }
    out.append(first).append(second);
  }

  private char hex(int at) {
    var digits = in.token(HEX);
    if (digits == null) {
      throw in.fault("an escape", at, "without its four hexadecimal digits");
    }
    return (char) Integer.parseInt(digits, 16);
  }

  private IllegalArgumentException half(int at) {
    return in.fault("a surrogate", at, "that is not one of a pair");
  }

  private static boolean isSurrogate(int point) {
    return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
  }
}
