package dev.pokebatch.contract.jsonpath;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Scans the text of a query. Tracks open brackets and their depth, and words each error as one
 * clause with its position, which counts characters from 1.
 */
final class QueryScanner {

  /** The maximum depth of nested brackets and parentheses. */
  static final int MAX_DEPTH = 64;

  private final String text;
  private final Deque<Integer> open = new ArrayDeque<>();
  private int at;

  QueryScanner(String text) {
    this(text, 0);
  }

  /**
   * @param from the offset of the query in the text
   */
  QueryScanner(String text, int from) {
    this.text = text;
    this.at = from;
  }

  int at() {
    return at;
  }

  /** Goes back to an earlier position. */
  void back(int mark) {
    at = mark;
  }

  boolean atEnd() {
    return at == text.length();
  }

  boolean sees(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  boolean skip(char c) {
    var found = sees(c);
    at += found ? 1 : 0;
    return found;
  }

  boolean skip(String sign) {
    var found = text.startsWith(sign, at);
    at += found ? sign.length() : 0;
    return found;
  }

  /** Skips blank space (S in RFC 9535, section 2.1.1); returns whether there was any. */
  boolean blank() {
    var start = at;
    while (sees(' ') || sees('\t') || sees('\n') || sees('\r')) {
      at++;
    }
    return at > start;
  }

  /** Skips and returns the text that matches a pattern here; null if none does. */
  @Nullable String token(Pattern form) {
    var found = form.matcher(text).region(at, text.length());
    if (!found.lookingAt()) {
      return null;
    }
    at = found.end();
    return found.group();
  }

  /** Skips and returns one character; there must be one. */
  int next() {
    var point = text.codePointAt(at);
    at += Character.charCount(point);
    return point;
  }

  /** Skips an opening bracket. */
  void open(char bracket) {
    if (!sees(bracket)) {
      throw expected("'" + bracket + "'");
    }
    if (open.size() == MAX_DEPTH) {
      throw fault("a bracket", at, "inside of " + MAX_DEPTH + " others");
    }
    open.push(at++);
  }

  /**
   * Skips the closing bracket of the last one that was opened.
   *
   * @param orElse what else could be here, for the error
   */
  void close(char bracket, String orElse) {
    if (!skip(bracket)) {
      throw expected(orElse + "'" + bracket + "'");
    }
    open.pop();
  }

  /** Returns the error of unexpected text here. */
  IllegalArgumentException expected(String what) {
    if (!atEnd()) {
      return fault(shown(at), at, "where " + what + " is expected");
    }
    var last = open.peek();
    return last == null
        ? new IllegalArgumentException("ends where " + what + " is expected")
        : fault("a " + shown(last), last, "that is never closed");
  }

  /** Returns an error: what there is, at which offset, and what is wrong with it. */
  IllegalArgumentException fault(String what, int offset, String wrong) {
    var count = text.codePointCount(0, offset) + 1;
    return new IllegalArgumentException("has " + what + " at " + count + " " + wrong);
  }

  /** Returns the character at an offset, as U+ and a number if it is not visible. */
  String shown(int offset) {
    var point = text.codePointAt(offset);
    return (point > ' ' && point < 0x7F) || Character.isLetterOrDigit(point)
        ? "'" + Character.toString(point) + "'"
        : String.format(Locale.ROOT, "U+%04X", point);
  }
}
