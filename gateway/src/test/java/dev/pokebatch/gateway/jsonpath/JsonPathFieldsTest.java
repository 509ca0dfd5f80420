package dev.pokebatch.gateway.jsonpath;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPathFieldsTest {

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      quoteCharacter = '`',
      textBlock =
          """
          $                     -> ``
          $.species.url         -> species url
          $['species']["url"]   -> species url
          $.results[*].url      -> results
          $.results[0].url      -> results
          $.a.b..c              -> a b
          $.a[?@.b == 1].c      -> a
          $..a                  -> ``
          $['a','b']            -> ``
          $.*.a                 -> ``
          $.a[?@.b == $.c]      -> ``
          $.a[?count($..*) > 1] -> ``
          """)
  void theLeadingNamesSayWhatPartOfADocumentIsRead(String path, String names) {
    assertThat(String.join(" ", JsonPath.parse(path).leadingNames())).isEqualTo(names);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      quoteCharacter = '`',
      textBlock =
          """
          $[*].species.url       -> species url
          $.*.url                -> url
          $[0].url               -> url
          $[1:3, -1].a[*].b      -> a
          $[*]                   -> ``
          $[*]..a                -> ``
          $[*].a[?@.b == $[0].c] -> ``
          """)
  void aPathThatGoesToEachReadsNoMoreOfEachThanTheNamesAfterThat(String path, String names) {
    assertThat(JsonPath.parse(path).startsWithEach()).isTrue();
    assertThat(String.join(" ", JsonPath.parse(path).leadingNamesAfterFirst())).isEqualTo(names);
  }

  @ParameterizedTest
  @ValueSource(strings = {"$", "$.a", "$..[*]", "$[?@.a].b", "$[*, ?@.a]", "$[*, 'a']", "$..*"})
  void aPathThatLooksIntoEachOrGoesByNameDoesNotStartWithEach(String path) {
    assertThat(JsonPath.parse(path).startsWithEach()).isFalse();
  }

  @Test
  void namesAndPlacesOneAtATimeMakeAPathSingular() {
    for (var path : List.of("$", "$.a", "$['a'][0]", "$[ 'a' ]", "$.a[-1].b")) {
      assertThat(JsonPath.parse(path).isSingular()).as(path).isTrue();
    }
    for (var path : List.of("$.*", "$..a", "$[0,1]", "$['a','a']", "$[0:1]", "$[?@]")) {
      assertThat(JsonPath.parse(path).isSingular()).as(path).isFalse();
    }
  }
}
