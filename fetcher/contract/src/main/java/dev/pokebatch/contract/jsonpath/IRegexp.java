package dev.pokebatch.contract.jsonpath;

import com.google.re2j.Pattern;
import java.util.Optional;

/**
 * An interoperable regular expression (RFC 9485), checked and compiled for RE2, whose time is
 * linear in the length of the text. The time for each character depends on the size of the
 * expression, so both count as work.
 */
final class IRegexp {

  /** The maximum length of an expression, in characters. */
  static final int MAX_LENGTH = 1_024;

  /** The work of compiling one part, or one character, of an expression. */
  private static final int COMPILING = 10;

  /** The parts that are tried on one character in the time of visiting one node, about. */
  private static final int TRIES = 8;

  private final Pattern pattern;
  private final long size;

  private IRegexp(Pattern pattern, long size) {
    this.pattern = pattern;
    this.size = size;
  }

  /**
   * Compiles an expression.
   *
   * @return empty if the text is not an I-Regexp
   * @throws WorkLimitExceeded if the expression is too large
   */
  static Optional<IRegexp> of(String text, WorkBudget work) {
    if (text.length() > MAX_LENGTH) {
      throw new WorkLimitExceeded(
          "has a regular expression of more than " + MAX_LENGTH + " characters");
    }
    work.spend((long) COMPILING * text.length());
    var reader = new IRegexpReader(text, work);
    var size = reader.read();
    if (size < 0) {
      return Optional.empty();
    }
    work.spend(COMPILING * size);
    return Optional.of(new IRegexp(Pattern.compile(reader.translated()), size));
  }

  /**
   * Returns whether it matches a text.
   *
   * @param whole whether it must match the whole text, not only a part
   */
  boolean matches(String text, boolean whole, WorkBudget work) {
    work.spend(1 + size * (text.length() + 1L) / TRIES);
    var matcher = pattern.matcher(text);
    return whole ? matcher.matches() : matcher.find();
  }
}
