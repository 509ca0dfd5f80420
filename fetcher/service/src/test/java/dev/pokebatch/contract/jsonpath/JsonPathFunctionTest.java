package dev.pokebatch.contract.jsonpath;

import static dev.pokebatch.contract.jsonpath.Selecting.holds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPathFunctionTest {

  private static final String DOCUMENT =
      "{\"text\":\"añ😀\",\"list\":[1,2],\"object\":{\"a\":1},\"number\":5,\"regexp\":\"a.*\"}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "length(@.text) == 3",
        "length('') == 0",
        "length(@.list) == 2",
        "length(@.object) == 1",
        "length(@.number) == @.absent",
        "length(@.absent) == @.absent",
        "length(value(@..text)) == 3",
        "count(@.*) == 5",
        "count(@.absent) == 0",
        "count(@.list[0, 0, 1]) == 3",
        "value(@.list[0]) == 1",
        "value(@.list[*]) == @.absent",
        "value(@..a) == 1",
        "match(@.text, 'añ.')",
        "match(@.text, @.regexp)",
        "search(@.text, 'ñ')",
        "!match(@.text, 'añ')",
        "!match(@.number, '5')",
        "!match('a', 5)",
        "!match(@.absent, 'a')",
        "!search('a', '[')",
        "!search('a1', '\\\\d')",
      })
  void functionsReturnTheirResults(String condition) {
    assertThat(holds(condition, DOCUMENT)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "length(@.*) < 3",
        "length(@.a, @.b) < 3",
        "length() < 3",
        "length(@)",
        "length(@.a == 1) < 3",
        "length((@.a)) < 3",
        "length(match(@.a, 'b')) == 1",
        "count(1) == 1",
        "count('a') == 1",
        "count(length(@)) == 1",
        "count(@.*)",
        "value(1) == 1",
        "value(@.a)",
        "match(@.a)",
        "match(@.a, 'b', 'c')",
        "match(@.*, 'b')",
        "match(@.a, 'b') == true",
        "true == search(@.a, 'b')",
        "search(@.a 'b')",
        "search(@.a, 'b'",
        "Length(@) == 1",
        "lengths(@) == 1",
      })
  void aCallThatIsNotWellTypedIsRefused(String condition) {
    assertThatIllegalArgumentException().isThrownBy(() -> JsonPath.parse("$[?" + condition + "]"));
  }
}
