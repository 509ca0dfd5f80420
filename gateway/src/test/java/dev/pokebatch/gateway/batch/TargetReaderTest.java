package dev.pokebatch.gateway.batch;

import static dev.pokebatch.gateway.batch.Reading.errors;
import static dev.pokebatch.gateway.batch.Reading.get;
import static dev.pokebatch.gateway.batch.Reading.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetReaderTest {

  private static Target target(String text) {
    return ((Step.Get) read(get(text)).steps().get(0)).target();
  }

  @ParameterizedTest
  @CsvSource({
    "pokemon/pikachu, pokemon/pikachu",
    "Pokemon/PIKACHU, pokemon/pikachu",
    "pokemon/25/, pokemon/25",
    "pokemon-species/mr-mime, pokemon-species/mr-mime",
    "/api/v2/pokemon/25/, pokemon/25",
    "/api/v2/Pokemon/25, pokemon/25",
    "https://pokeapi.co/api/v2/pokemon/25/, pokemon/25",
    "https://pokeapi.co/api/v2/berry/Cheri, berry/cheri",
    "http://pokeapi.co/api/v2/berry/Cheri, berry/cheri",
    "HTTPS://PokeAPI.co:443/api/v2/berry/Cheri, berry/cheri",
    "Pokemon/25/Encounters/, pokemon/25/encounters",
    "pokemon/?offset=48&limit=24, pokemon?limit=24&offset=48",
    "https://pokeapi.co/api/v2/pokemon?limit=24, pokemon?limit=24&offset=0",
  })
  void aDocumentHasOneName(String text, String canonical) {
    assertThat(target(text)).isEqualTo(new Target.Single(canonical));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://pokeapi.co:443/api/v2/pokemon/25/",
        "https://pokeapi.co:8443/api/v2/pokemon/25/",
        "https://pokeapi.co.evil.example/api/v2/pokemon/25/",
        "https://pokeapi.co/api/v2/pokemon/25/moves",
        "https://pokeapi.co/api/v2/../../admin",
        "https://user@pokeapi.co/api/v2/pokemon/25",
        "file:///etc/passwd",
        "/api/v2/pokemon",
        "/api/v2/pokemon/25?x=1",
        "/api/v2/pokemon/%2f",
        "/",
        "//other.example/api/v2/pokemon/25",
      })
  void anyOtherLinkIsForTheFetcherToJudge(String link) {
    assertThat(target(link)).isEqualTo(new Target.Single(link));
  }

  @ParameterizedTest
  @CsvSource({
    "pokemon/1..151, pokemon, 1, 151, 151",
    "Pokemon/7..7/, pokemon, 7, 7, 1",
    "move/0..3, move, 0, 3, 4",
    "move/007..010, move, 7, 10, 4",
    "item/999999999..999999999, item, 999999999, 999999999, 1",
  })
  void aRangeIsOneStepWithManyDocuments(String text, String resource, int from, int to, int size) {
    var range = target(text);

    assertThat(range).isEqualTo(new Target.Range(resource, from, to));
    assertThat(range.size()).isEqualTo(size);
  }

  @Test
  void aRangeCountsFromItsFirstIdToItsLast() {
    var range = new Target.Range("pokemon", 9, 11);

    assertThat(IntStream.range(0, range.size()).mapToObj(range::at))
        .containsExactly("pokemon/9", "pokemon/10", "pokemon/11");
    assertThat(new Target.Range("pokemon", 0, Target.Range.MAX_ID).size()).isEqualTo(1_000_000_000);
  }

  @Test
  void aRangeCannotBeMadeBackwards() {
    assertThatThrownBy(() -> new Target.Range("pokemon", 2, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pokemon/151..1 | is a range that ends before it begins: 151..1",
        "pokemon/1..99999999999 | is a range of ids, which have at most 9 digits",
        "pokemon/2147483648..2147483649 | is a range of ids, which have at most 9 digits",
        "pokemon/-1..5 | is no range: 'pokemon/-1..5'",
        "pokemon/1..-5 | is no range: 'pokemon/1..-5'",
        "pokemon/1.5..3 | is no range: 'pokemon/1.5..3'",
        "pokemon/1...3 | is no range: 'pokemon/1...3'",
        "pokemon/a..b | is no range: 'pokemon/a..b'",
        "pokemon/..5 | is no range: 'pokemon/..5'",
        "pokemon/1.. | is no range: 'pokemon/1..'",
        "pokemon/.. | is no range: 'pokemon/..'",
        "pokemon/1..2..3 | is no range: 'pokemon/1..2..3'",
        "poke%2fmon/1..2 | is no range: 'poke%2fmon/1..2'",
        "pikachu | is 'pikachu', but must be resource/key, resource/key/encounters, resource/a..b",
        "../secret | is '../secret', but must be",
        "pokemon/../secret | is 'pokemon/../secret', but must be",
        "pokemon/25/moves | is 'pokemon/25/moves', but must be",
        "pokemon?order=name | is 'pokemon?order=name', but must be",
        "pokemon/25?x=1 | is 'pokemon/25?x=1', but must be",
        "pokemon/25#x | is 'pokemon/25#x', but must be",
        "pokemon/a%2fb | is 'pokemon/a%2fb', but must be",
        "pokemon//25 | is 'pokemon//25', but must be",
        "pokemon/ | is 'pokemon/', but must be",
        "pokemon/25// | is 'pokemon/25//', but must be",
        "pokemon/pika chu | has characters that are not printable ASCII: 'pokemon/pika chu'",
      })
  void anythingElseIsAFaultThatSaysWhatWouldDo(String text, String detail) {
    for (var body : List.of(get(text), stepObject(new JsonObject().put("get", text)))) {
      assertThat(errors(body)).hasSize(1);
      assertThat(errors(body).get(0).getString("detail")).startsWith(detail);
    }
    assertThat(errors(get(text)).get(0).getString("pointer")).isEqualTo("/requests/0");
    assertThat(errors(stepObject(new JsonObject().put("get", text))).get(0).getString("pointer"))
        .isEqualTo("/requests/0/get");
  }

  private static String stepObject(JsonObject step) {
    return new JsonObject().put("requests", List.of(step)).encode();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nothing at all
        "pokemon/pi\u212Aachu", // a Kelvin sign, whose lower case is k
        "pokemon/p\u0456kachu", // a Cyrillic letter that looks like i
        "pokemon\uFF0F25", // a full-width solidus
        "pokemon/\uFF12\uFF15", // full-width digits
        "pokemon/\u0661..\u0662", // Arabic digits
        "pokemon/25\u0000",
        "pokemon/25\r\nHost: x",
        "/api/v2/pokemon/25\n",
        "pokemon/25\u202E",
        "pokemon/\uD800",
      })
  void lookAlikesAndControlCharactersAreFaultsThatAreShownAsEscapes(String text) {
    var detail = errors(get(text)).get(0).getString("detail");

    assertThat(detail.chars().allMatch(c -> c >= ' ' && Character.isDefined(c))).isTrue();
    assertThat(detail).doesNotContain("\u202E", "\uD800", "\r", "\n", "\u0000");
  }

  @Test
  void aLongTextIsNotSaidBackWhole() {
    var key = errors(get("pokemon/" + "a".repeat(10_000))).get(0).getString("detail");
    var form = errors(get("a".repeat(500))).get(0).getString("detail");

    assertThat(key).isEqualTo("may have at most 512 characters, not 10008");
    assertThat(form).startsWith("is '" + "a".repeat(80) + "…', but must be");
  }

  @Test
  void aLinkHasAtMost512Characters() {
    assertThat(target("/" + "a".repeat(511)).size()).isEqualTo(1);
    assertThat(errors(get("/" + "a".repeat(512)))).hasSize(1);
  }

  @Test
  void aResourceOrAKeyHasAtMost100Characters() {
    assertThat(errors(get("a".repeat(101) + "/1"))).hasSize(1);
    assertThat(errors(get("a/" + "1".repeat(101)))).hasSize(1);
    assertThat(errors(get("a".repeat(101) + "/1..2")).get(0).getString("detail"))
        .isEqualTo("has a resource of more than 100 characters");
    assertThat(target("a".repeat(100) + "/1..2").size()).isEqualTo(2);
  }
}
