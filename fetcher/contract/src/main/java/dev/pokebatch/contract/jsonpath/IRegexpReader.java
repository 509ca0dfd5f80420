package dev.pokebatch.contract.jsonpath;

import java.util.regex.Pattern;

/**
 * Reads an I-Regexp by its grammar (RFC 9485, section 3) and translates it for RE2 (section 5.4). A
 * dot matches any character except line ends. A caret and a dollar sign, which are ordinary
 * characters in the grammar, remain anchors as in RE2 (section 5).
 */
final class IRegexpReader {

  /** The maximum depth of nested parentheses. */
  static final int MAX_DEPTH = 64;

  /** RE2's maximum number of repetitions. */
  static final int MAX_REPEAT = 1_000;

  private static final Pattern RANGE = Pattern.compile("\\{[0-9]+(?:,[0-9]*)?\\}");
  private static final long MAX_SIZE = 10_000;
  private static final long ILL_FORMED = -1;

  private final QueryScanner in;
  private final StringBuilder out = new StringBuilder();
  private final CharacterClasses classes;
  private int depth;

  IRegexpReader(String text, WorkBudget work) {
    this.in = new QueryScanner(text);
    this.classes = new CharacterClasses(in, out, work);
  }

  /**
   * Reads the whole text.
   *
   * @return the number of parts, with repetitions expanded; negative if the text is not an I-Regexp
   * @throws WorkLimitExceeded if it is an I-Regexp, but too large
   */
  long read() {
    var size = alternatives();
    return in.atEnd() ? size : ILL_FORMED;
  }

  /** Returns the expression in RE2's syntax. */
  String translated() {
    return out.toString();
  }

  private long alternatives() {
    var sum = 0L;
    do {
      out.append(sum == 0 ? "" : "|");
      var size = branch();
      if (size < 0) {
        return ILL_FORMED;
      }
      sum += 1 + size;
    } while (in.skip('|'));
    return sum;
  }

  private long branch() {
    var sum = 0L;
    while (!in.atEnd() && !in.sees('|') && !in.sees(')')) {
      var size = atom();
      var times = size < 0 ? ILL_FORMED : quantifier();
      if (times < 0) {
        return ILL_FORMED;
      }
      sum += size * times;
      if (sum > MAX_SIZE) {
        throw new WorkLimitExceeded("has a regular expression that is too large");
      }
    }
    return sum;
  }

  private long atom() {
    if (in.skip('(')) {
      return group();
    }
    if (in.skip('.')) {
      out.append("[^\\n\\r]");
      return 1;
    }
    if (in.sees('[') || in.sees('\\')) {
      return classes.read() ? 1 : ILL_FORMED;
    }
    for (var anchor : "^$".toCharArray()) {
      if (in.skip(anchor)) {
        out.append("(?:").append(anchor).append(')');
        return 1;
      }
    }
    return classes.plain("*+?{}]") ? 1 : ILL_FORMED;
  }

  private long group() {
    if (++depth > MAX_DEPTH) {
      throw new WorkLimitExceeded("has a regular expression with too many open parentheses");
    }
    out.append("(?:");
    var size = alternatives();
    out.append(')');
    depth--;
    return in.skip(')') ? size : ILL_FORMED;
  }

  /** Reads a quantifier, if there is one; returns by how much it multiplies the size. */
  private long quantifier() {
    for (var sign : "*+?".toCharArray()) {
      if (in.skip(sign)) {
        out.append(sign);
        return 2;
      }
    }
    if (!in.sees('{')) {
      return 1;
    }
    var range = in.token(RANGE);
    return range == null ? ILL_FORMED : range(range.substring(1, range.length() - 1));
  }

  private long range(String text) {
    var bounds = text.split(",", -1);
    var least = repeat(bounds[0]);
    var most = bounds.length == 1 ? least : bounds[1].isEmpty() ? MAX_REPEAT : repeat(bounds[1]);
    if (most < least) {
      return ILL_FORMED;
    }
    out.append('{').append(least);
    if (bounds.length == 2) {
      out.append(',').append(bounds[1].isEmpty() ? "" : most);
    }
    out.append('}');
    return 1L + (text.endsWith(",") ? least : most);
  }

  private static int repeat(String digits) {
    var significant = digits.replaceFirst("^0+(?=.)", "");
    var count = significant.length() > 4 ? Integer.MAX_VALUE : Integer.parseInt(significant);
    if (count > MAX_REPEAT) {
      throw new WorkLimitExceeded(
          "has a regular expression that repeats a part more than " + MAX_REPEAT + " times");
    }
    return count;
  }
}
