package dev.pokebatch.contract.jsonpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPathRegexpTest {

  private final WorkBudget work = new WorkBudget(Selecting.ENOUGH);

  private boolean matches(String regexp, String text) {
    return IRegexp.of(regexp, work).orElseThrow().matches(text, true, work);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      quoteCharacter = '`',
      textBlock =
          """
          abc            -> abc
          a|bc|          -> bc
          (ab|c)*        -> abcab
          a{2}           -> aa
          a{0,2}b{1,}    -> bb
          a{0002}        -> aa
          .              -> 😀
          \\.\\*\\n?     -> .*
          \\p{Lu}\\P{Lu} -> Ж1
          [a-cx]+        -> xabc
          [^a-c]         -> d
          [-a]+          -> a-
          [a-]+          -> a-
          [^^]           -> a
          [\\]\\[\\-]+   -> -[]
          [\\p{Nd}_]+    -> 4_2
          [\\t-\\r]      -> `\t`
          [a\\-z]+       -> z-a
          """)
  void wellFormedExpressionsMatch(String regexp, String text) {
    assertThat(matches(regexp, text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(",
        ")",
        "a)",
        "(a",
        "*",
        "a**",
        "a+?",
        "a{",
        "a{,2}",
        "a{x}",
        "a{3,2}",
        "{2}",
        "}",
        "]",
        "[",
        "[]",
        "[^]",
        "[a",
        "[z-a]",
        "[a-b-c]",
        "[--a]",
        "[[a]",
        "[a-\\p{L}]",
        "\\",
        "\\d",
        "\\w",
        "\\$",
        "\\p{}",
        "\\p{X}",
        "\\p{IsGreek}",
        "\\pL",
        "(?:a)",
        "(?i)a",
        "\\x{61}",
        "\\Qa\\E",
        "\ud800",
      })
  void illFormedExpressionsAreRefused(String regexp) {
    assertThat(IRegexp.of(regexp, work)).isEmpty();
  }

  @Test
  void aDotMatchesAnyCharacterExceptLineEnds() {
    assertThat(matches(".", "\u2028")).isTrue();
    assertThat(matches(".", "\n")).isFalse();
    assertThat(matches(".", "\r")).isFalse();
    assertThat(matches("[.]", "a")).isFalse();
  }

  @Test
  void alternativesMatchTheWholeText() {
    assertThat(matches("a|b", "ab")).isFalse();
    assertThat(matches("^a$", "a")).isTrue();
    assertThat(matches("a", "a\n")).isFalse();
  }

  @Test
  void unassignedCodePointsAreACategory() {
    assertThat(matches("\\p{Cn}", "\u0378")).isTrue();
    assertThat(matches("[^\\p{Cn}]", "\u0378")).isFalse();
    assertThat(matches("\\p{C}", "\u0378")).isTrue();
    assertThat(matches("\\P{C}", "\u0378")).isFalse();
    assertThat(matches("\\P{Cn}+", "a\u0001")).isTrue();
    assertThat(matches("[a\\P{C}]+", "ab")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a{1001}", "a{2,99999999999999999999}", "((a{99}){99}){99}", "(.{100}){101}"})
  void tooManyRepetitionsEndTheEvaluation(String regexp) {
    assertThatExceptionOfType(WorkLimitExceeded.class)
        .isThrownBy(() -> IRegexp.of(regexp, work))
        .withMessageStartingWith("has a regular expression that ");
  }

  @Test
  void tooLongOrTooDeepExpressionsEndTheEvaluation() {
    assertThatExceptionOfType(WorkLimitExceeded.class)
        .isThrownBy(() -> IRegexp.of("a".repeat(1_025), work))
        .withMessage("has a regular expression of more than 1024 characters");
    assertThatExceptionOfType(WorkLimitExceeded.class)
        .isThrownBy(() -> IRegexp.of("(".repeat(500) + ")".repeat(500), work))
        .withMessage("has a regular expression with too many open parentheses");
  }

  @Test
  void aLargeExpressionOnALongTextExceedsTheBudget() {
    var large = IRegexp.of("(.*a|b*)*".repeat(100), work).orElseThrow();

    assertThatExceptionOfType(WorkLimitExceeded.class)
        .isThrownBy(() -> large.matches("x".repeat(100_000), false, work))
        .withMessage("takes more than 1000000 steps on this document");
  }
}
