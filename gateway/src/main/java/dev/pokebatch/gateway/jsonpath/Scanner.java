package dev.pokebatch.gateway.jsonpath;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A path's text while it is read. Knows which brackets are open, and so how deep it is in them, and
 * words every fault as one clause that says where it is: places are characters counted from 1.
 */
final class Scanner {

  /** How many brackets may be open at once: filters, parentheses, arguments. */
  static final int MAX_DEPTH = 64;

  private final String text;
  private final Deque<Integer> open = new ArrayDeque<>();
  private int at;

  Scanner(String text) {
    this.text = text;
  }

  int at() {
    return at;
  }

  /** Goes back to where it was. */
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

  /** Goes past blank space, if there is any: S in RFC 9535, section 2.1.1. */
  boolean blank() {
    var start = at;
    while (sees(' ') || sees('\t') || sees('\n') || sees('\r')) {
      at++;
    }
    return at > start;
  }

  /** Goes past what has that form; null where nothing has. */
  @Nullable String token(Pattern form) {
    var found = form.matcher(text).region(at, text.length());
    if (!found.lookingAt()) {
      return null;
    }
    at = found.end();
    return found.group();
  }

  /** Goes past one character of the text, which is not at its end. */
  int next() {
    var point = text.codePointAt(at);
    at += Character.charCount(point);
    return point;
  }

  /** Goes past a bracket that must be closed. */
  void open(char bracket) {
    if (!sees(bracket)) {
      throw expected("'" + bracket + "'");
    }
    if (open.size() == MAX_DEPTH) {
      throw fault("a bracket", at, "inside of " + MAX_DEPTH + " others");
    }
    open.push(at++);
  }

  /** Goes past the bracket that closes the last one, where nothing else is expected. */
  void close(char bracket, String orElse) {
    if (!skip(bracket)) {
      throw expected(orElse + "'" + bracket + "'");
    }
    open.pop();
  }

  /** That something else should be here. */
  IllegalArgumentException expected(String what) {
    if (!atEnd()) {
      return fault(shown(at), at, "where " + what + " is expected");
    }
    var last = open.peek();
    return last == null
        ? new IllegalArgumentException("ends where " + what + " is expected")
        : fault("a " + shown(last), last, "that is never closed");
  }

  /** That there is something at a place, and what is wrong with it. */
  IllegalArgumentException fault(String what, int place, String wrong) {
    var count = text.codePointCount(0, place) + 1;
    return new IllegalArgumentException("has " + what + " at " + count + " " + wrong);
  }

  /** The character there, by its number where it would not show. */
  String shown(int place) {
    var point = text.codePointAt(place);
    return (point > ' ' && point < 0x7F) || Character.isLetterOrDigit(point)
        ? "'" + Character.toString(point) + "'"
        : String.format(Locale.ROOT, "U+%04X", point);
  }
}
