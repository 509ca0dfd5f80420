package dev.pokebatch.contract.jsonpath;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.Projection;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonPathReadsTest {

  private static final String POKEMON =
      """
      {"id":25,"name":"pikachu","species":{"name":"pikachu","url":"/s/25"},
       "moves":[{"move":{"name":"surf","url":"/m/57"},"details":[1,2]},{"move":{"name":"thunder"}}],
       "types":[{"slot":1,"type":{"name":"electric","url":"/t/13"}}]}\
      """;

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      quoteCharacter = '`',
      textBlock =
          """
          $                                      -> {}
          $.id                                   -> {"id":25}
          $.species                              -> {"species":{"url":"/s/25"}}
          $.species.url                          -> {"species":{"url":"/s/25"}}
          $['species']["name"]                   -> {"species":{"name":"pikachu"}}
          $.moves                                -> {"moves":[]}
          $.moves[*].move                        -> {"moves":[{"move":{"url":"/m/57"}},{"move":{}}]}
          $.moves[1].move.name                   -> {"moves":[{"move":{"name":"surf"}},{"move":{"name":"thunder"}}]}
          $.types[?@.slot==1].type               -> {"types":[{"slot":1,"type":{"url":"/t/13"}}]}
          $.types[?count($.moves[*])>1]          -> {"moves":[{},{}],"types":[{}]}
          $.types[?length($.moves)>1]            -> {"moves":[{},{}],"types":[{}]}
          $.types[?$.moves]                      -> {"moves":[],"types":[{}]}
          $.types[?@.type.name==$.name].type.url -> {"name":"pikachu","types":[{"type":{"name":"electric","url":"/t/13"}}]}
          $..slot                                -> `{"id":25,"name":"pikachu","species":{"name":"pikachu","url":"/s/25"},"moves":[{"move":{"name":"surf","url":"/m/57"},"details":[1,2]},{"move":{"name":"thunder"}}],"types":[{"slot":1,"type":{"name":"electric","url":"/t/13"}}]}`
          $.types..name                          -> {"types":[{"slot":1,"type":{"name":"electric","url":"/t/13"}}]}
          """)
  void onlyPartsThatThePathReadsAreKept(String path, String kept) {
    var pruning = JsonPath.parse(path).reads(Set.of("url"));

    assertThat(Pruned.document(new JsonObject(POKEMON), pruning)).isEqualTo(new JsonObject(kept));
  }

  @Test
  void eachDocumentOfAnArrayIsPruned() {
    var path = JsonPath.parse("$[?@.types[0].type.name=='electric'].species");

    var pruned = Pruned.document(new JsonObject(POKEMON), path.reads(Set.of("url")).ofElements());

    assertThat(pruned)
        .isEqualTo(
            new JsonObject(
                """
                {"species":{"url":"/s/25"},"types":[{"type":{"name":"electric"}}]}\
                """));
  }

  @Test
  void aPathWithTooManyNodesReadsTheirParent() {
    var path = JsonPath.parse("$" + "['a','b',0]".repeat(80));

    assertThat(path.reads(Set.of("url")).toString().length()).isLessThan(10_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      textBlock =
          """
          $.species.url                    -> species
          $.species.url                    -> species.url
          $.species.url                    -> species.name,species.url,id
          $.results[*].url                 -> results
          $[?@.a.b == 1 && @.c]            -> *
          $.x[?@.a == $.b.c]               -> x,b.c
          """)
  void aMaskWithAllPartsReadIsSufficient(String path, String mask) {
    var reads = JsonPath.parse(path).reads(Set.of("url"));

    assertThat(Projection.parse(mask).keeps(reads)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      textBlock =
          """
          $.species.url                    -> id
          $.species                        -> species.name
          $.results[*].url                 -> results.url
          $.x[?@.a == $.b.c]               -> x
          $..url                           -> species,results
          """)
  void aMaskThatMayLackAPartIsNotSufficient(String path, String mask) {
    var reads = JsonPath.parse(path).reads(Set.of("url"));

    assertThat(Projection.parse(mask).keeps(reads)).isFalse();
  }
}
