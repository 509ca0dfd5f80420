package dev.pokebatch.contract.jsonpath;

import static dev.pokebatch.contract.jsonpath.Selecting.nodes;
import static dev.pokebatch.contract.jsonpath.Selecting.select;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPathSelectorTest {

  private static final String LETTERS = "['a','b','c','d','e','f','g']".replace('\'', '"');

  @Test
  void theRootSelectsAnyDocument() {
    for (var document : List.of("null", "1", "\"a\"", "[]", "{\"a\":null}")) {
      assertThat(select("$", document)).isEqualTo("[" + document + "]");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      quoteCharacter = '`',
      textBlock =
          """
          $.o['j j']          -> [{"k.k":3}]
          $.o['j j']['k.k']   -> [3]
          $.o["j j"]["k.k"]   -> [3]
          $["'"]["@"]         -> [2]
          $['\\'']['\\u0040'] -> [2]
          $.o.absent          -> []
          $.a.o               -> []
          $.a['0']            -> []
          """)
  void aNameSelectsAMemberOfObjectsOnly(String path, String selected) {
    var document = "{\"o\":{\"j j\":{\"k.k\":3}},\"'\":{\"@\":2},\"a\":[1]}";

    assertThat(select(path, document)).isEqualTo(selected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      quoteCharacter = '`',
      textBlock =
          """
          $[1]        -> ["b"]
          $[-2]       -> ["f"]
          $[7]        -> []
          $[-8]       -> []
          $[1:3]      -> ["b","c"]
          $[5:]       -> ["f","g"]
          $[1:5:2]    -> ["b","d"]
          $[5:1:-2]   -> ["f","d"]
          $[::-1]     -> ["g","f","e","d","c","b","a"]
          $[-1:-3:-1] -> ["g","f"]
          $[:-5]      -> ["a","b"]
          $[::0]      -> []
          $[0,0,-7]   -> ["a","a","a"]
          $[*,0].x    -> []
          $[9007199254740991:-9007199254740991:-9007199254740991] -> ["g"]
          """)
  void indexesCountFromTheStartOrFromTheEnd(String path, String selected) {
    assertThat(select(path, LETTERS)).isEqualTo(selected);
    assertThat(select(path, "{\"0\":1,\"1\":2}")).isIn("[]", "[1,2]");
  }

  @Test
  void nullIsAValue() {
    assertThat(select("$.a", "{\"a\":null}")).isEqualTo("[null]");
    assertThat(select("$.*", "[null,null]")).isEqualTo("[null,null]");
    assertThat(select("$.a.b", "{\"a\":null}")).isEqualTo("[]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      quoteCharacter = '`',
      textBlock =
          """
          $..j            -> [1,4]
          $..[0]          -> [5,{"j":4}]
          $..*            -> [{"j":1,"k":2},[5,3,[{"j":4},{"k":6}]],1,2,5,3,[{"j":4},{"k":6}],{"j":4},{"k":6},4,6]
          $..o            -> [{"j":1,"k":2}]
          $.o..[*, *]     -> [1,2,1,2]
          $.a..[0, 1]     -> [5,3,{"j":4},{"k":6}]
          $..['j', 'k']   -> [1,2,4,6]
          """)
  void aDescendantSegmentVisitsParentsBeforeChildren(String path, String selected) {
    var document = "{\"o\":{\"j\":1,\"k\":2},\"a\":[5,3,[{\"j\":4},{\"k\":6}]]}";

    assertThat(select(path, document)).isEqualTo(selected);
  }

  @Test
  void mapsAndListsInsideOfVertxJsonAreObjectsAndArrays() {
    Map<String, Object> inner = new HashMap<>(Map.of("list", List.of(1, Map.of("x", true))));
    var document = new JsonObject().put("map", inner).put("array", new JsonArray(List.of(inner)));

    assertThat(nodes("$.map.list[1].x", document)).containsExactly(true);
    assertThat(nodes("$.array[0].list", document))
        .containsExactly(new JsonArray().add(1).add(new JsonObject().put("x", true)));
    assertThat(nodes("$..x", document)).containsExactly(true, true);
    assertThat(nodes("$.list[0]", inner)).containsExactly(1);
    assertThat(nodes("$[?@.list == $[0].list]", List.of(inner))).hasSize(1);
  }
}
