package dev.pokebatch.gateway.jsonpath;

import java.util.regex.Pattern;

/**
 * Reads an I-Regexp by its grammar (RFC 9485, section 3) and writes it for RE2 (section 5.4): a dot
 * is any character but the ends of lines. A caret and a dollar sign, which the grammar lets pass
 * like letters, stay the anchors that they are in RE2, as section 5 has it.
 */
final class IRegexpReader {

  /** How many parentheses may be open at once. */
  static final int MAX_DEPTH = 64;

  /** The most repetitions that RE2 knows. */
  static final int MAX_REPEAT = 1_000;

  private static final Pattern RANGE = Pattern.compile("\\{[0-9]+(?:,[0-9]*)?\\}");
  private static final long MAX_SIZE = 10_000;
  private static final long ILL_FORMED = -1;

  private final Scanner in;
  private final StringBuilder out = new StringBuilder();
  private final CharacterClasses classes;
  private int depth;

  IRegexpReader(String text, WorkBudget work) {
    this.in = new Scanner(text);
    this.classes = new CharacterClasses(in, out, work);
  }

  /**
   * Reads all of it.
   *
   * @return how many parts it has when all repetitions are written out; negative where it is no
   *     I-Regexp
   * @throws WorkLimitExceeded if it is one, but beyond what is fit for use
   */
  long read() {
    var size = alternatives();
    return in.atEnd() ? size : ILL_FORMED;
  }

  /** What RE2 is to compile. */
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

  /** How often what it follows is there at most, as far as that matters for the size. */
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
