package dev.pokebatch.gateway.jsonpath;

import com.google.re2j.Pattern;
import java.util.Optional;

/**
 * An interoperable regular expression (RFC 9485), checked and compiled for RE2, which takes time
 * linear in the text. How long that is for each character depends on the expression, so both count
 * as work: one that is too large for the work that is left ends the evaluation.
 */
final class IRegexp {

  /** The longest text that is accepted, in characters. */
  static final int MAX_LENGTH = 1_024;

  /** What it costs to compile one part, or one character of the text. */
  private static final int COMPILING = 10;

  /** How many parts are tried on one character of a text in about the time of one visit. */
  private static final int TRIES = 8;

  private final Pattern pattern;
  private final long size;

  private IRegexp(Pattern pattern, long size) {
    this.pattern = pattern;
    this.size = size;
  }

  /** The expression of that text; empty where it does not conform. */
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
   * Whether it matches a text.
   *
   * @param whole whether all of it, not any part
   */
  boolean matches(String text, boolean whole, WorkBudget work) {
    work.spend(1 + size * (text.length() + 1L) / TRIES);
    var matcher = pattern.matcher(text);
    return whole ? matcher.matches() : matcher.find();
  }
}
