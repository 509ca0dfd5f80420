package dev.pokebatch.contract.jsonpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPathSyntaxTest {

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      quoteCharacter = '`',
      textBlock =
          """
          a.b                  -> does not begin with '$'
          $.                   -> ends where a name or '*' is expected
          $..                  -> ends where a name, '*' or '[' is expected
          $.a.b.[              -> has '[' at 7 where a name or '*' is expected
          $.a.b[               -> has a '[' at 6 that is never closed
          $.a[?(@.b == 1]      -> has ']' at 15 where '&&', '||' or ')' is expected
          $.a[?(@.b == 1       -> has a '(' at 6 that is never closed
          $.ünï[               -> has a '[' at 6 that is never closed
          $.😀[                -> has a '[' at 4 that is never closed
          $['a                 -> has a string at 3 that is never closed
          `$.a `               -> has U+0020 at 4 where '.', '[' or the end is expected
          $.a$                 -> has '$' at 4 where '.', '[' or the end is expected
          $.a%                 -> has '%' at 4 where '.', '[' or the end is expected
          $[a]                 -> has 'a' at 3 where a selector is expected
          $[0 1]               -> has '1' at 5 where ',' or ']' is expected
          $[01]                -> has '1' at 4 where ',' or ']' is expected
          $[-0]                -> has '-' at 3 where a selector is expected
          $['\\x']             -> has an escape at 4 that JSON does not know
          $['\\u12']           -> has an escape at 4 without its four hexadecimal digits
          $['\\ud800']         -> has a surrogate at 4 that is not one of a pair
          $[?@.a == 'b' 1]     -> has '1' at 15 where ',' or ']' is expected
          $[?!@.a == 1]        -> has '=' at 9 where ',' or ']' is expected
          $[?!!@.a]            -> has '!' at 5 where a query, a literal or a function is expected
          $[?'a']              -> has a value at 4 that is not compared with anything
          $[?@.* == 1]         -> has a query at 4 that may select many nodes, not one value
          $[?@[ 0 ] == 1]      -> has a query at 4 with blank space in its brackets, which a comparison does not allow
          $[?True == @]        -> has 'T' at 4 where a query, a literal or a function is expected
          $[?yes == @]         -> has a word at 4 that is neither a literal nor a function
          $[?size(@) == 1]     -> has a function at 4 that does not exist
          $[?count (@.*) == 1] -> has a word at 4 that is neither a literal nor a function
          """)
  void anErrorIsOneClauseWithItsPosition(String path, String clause) {
    assertThatIllegalArgumentException().isThrownBy(() -> JsonPath.parse(path)).withMessage(clause);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-9007199254740991", "9007199254740991", "0", "-1"})
  void integersInTheRangeOfIJsonAreAccepted(String number) {
    for (var form : new String[] {"$[%s]", "$[%s:]", "$[:%s]", "$[::%s]"}) {
      assertThat(JsonPath.parse(String.format(Locale.ROOT, form, number)))
          .hasToString(String.format(Locale.ROOT, form, number));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-9007199254740992", "9007199254740992", "99999999999999999999999999999999"})
  void integersBeyondTheRangeOfIJsonAreRefused(String number) {
    for (var form : new String[] {"$[%s]", "$[%s:]", "$[:%s]", "$[::%s]"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> JsonPath.parse(String.format(Locale.ROOT, form, number)))
          .withMessageContaining("beyond ±9007199254740991");
    }
  }

  @Test
  void blankSpaceIsAllowedBetweenSegmentsAndInBrackets() {
    var spaced = "$ .a\n[ 'b'\t, 1 : 2 : 3 , ? @.c == 1 && ! ( @.d ) || count( @.* ) > 2 ] ..e";

    assertThat(JsonPath.parse(spaced)).hasToString(spaced);
  }

  @Test
  void aControlCharacterInAStringMustBeEscaped() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonPath.parse("$['a\u0001']"))
        .withMessage("has U+0001 at 5 that must be escaped");
  }

  @Test
  void unpairedSurrogatesAreRefused() {
    for (var path : new String[] {"$['\ud800']", "$.\udc00", "$[?@ == '\ud83d']"}) {
      assertThatIllegalArgumentException().isThrownBy(() -> JsonPath.parse(path));
    }
  }

  @Test
  void theLengthOfAPathIsLimited() {
    var longest = "$." + "a".repeat(JsonPath.MAX_LENGTH - 2);

    assertThat(JsonPath.parse(longest)).hasToString(longest);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonPath.parse(longest + "a"))
        .withMessage("has 1025 characters, but may have at most 1024");
  }

  @Test
  void theDepthOfBracketsIsLimited() {
    var most = QueryScanner.MAX_DEPTH;

    assertThat(JsonPath.parse("$" + "[?@".repeat(most) + "]".repeat(most))).isNotNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonPath.parse("$" + "[?@".repeat(most + 1) + "]".repeat(most + 1)))
        .withMessage("has a bracket at 194 inside of 64 others");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JsonPath.parse("$[?" + "(".repeat(500) + "@" + ")".repeat(500) + "]"))
        .withMessageEndingWith(" inside of 64 others");
  }

  @Test
  void pathsWithTheSameTextAreEqual() {
    assertThat(JsonPath.parse("$.a"))
        .isEqualTo(JsonPath.parse("$.a"))
        .hasSameHashCodeAs(JsonPath.parse("$.a"))
        .isNotEqualTo(JsonPath.parse("$['a']"))
        .hasToString("$.a");
  }
}
