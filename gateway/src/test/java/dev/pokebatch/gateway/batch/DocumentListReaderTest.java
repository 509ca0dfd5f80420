package dev.pokebatch.gateway.batch;

import static dev.pokebatch.gateway.batch.ReadBatches.get;
import static dev.pokebatch.gateway.batch.ReadBatches.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentListReaderTest {

  private static DocumentList target(String text) {
    return ((Step.Get) read(get(text)).steps().get(0)).target();
  }

  @ParameterizedTest
  @CsvSource({
    "pokemon/pikachu, pokemon/pikachu",
    "Pokemon/PIKACHU, pokemon/pikachu",
    "pokemon/25/, pokemon/25",
    "pokemon/Mr. Mime, pokemon/mr-mime",
    "pokemon/nidoran\u2640, pokemon/nidoran-f",
    "Pokemon_Species/ho oh, pokemon-species/ho-oh",
    "pokemon/Mr. Mime/Encounters, pokemon/mr-mime/encounters",
    "Pokemon Species?limit=2, pokemon-species?limit=2&offset=0",
    "/api/v2/pokemon/Mr. Mime, pokemon/mr-mime",
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
  void equivalentTextsNameTheSameDocument(String text, String canonical) {
    assertThat(target(text)).isEqualTo(new DocumentList.Single(canonical));
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
  void otherLinksAreLeftToTheFetcher(String link) {
    assertThat(target(link)).isEqualTo(new DocumentList.Single(link));
  }

  @ParameterizedTest
  @CsvSource({
    "pokemon/1..151, pokemon, 1, 151, 151",
    "Pokemon/7..7/, pokemon, 7, 7, 1",
    "Pokemon Species/7..8, pokemon-species, 7, 8, 2",
    "move/0..3, move, 0, 3, 4",
    "move/007..010, move, 7, 10, 4",
    "item/999999999..999999999, item, 999999999, 999999999, 1",
  })
  void aRangeIsOneStepWithManyDocuments(String text, String resource, int from, int to, int size) {
    var range = target(text);

    assertThat(range).isEqualTo(new DocumentList.Range(resource, from, to));
    assertThat(range.size()).isEqualTo(size);
  }

  @Test
  void aRangeCountsFromItsFirstIdToItsLast() {
    var range = new DocumentList.Range("pokemon", 9, 11);

    assertThat(IntStream.range(0, range.size()).mapToObj(range::at))
        .containsExactly("pokemon/9", "pokemon/10", "pokemon/11");
    assertThat(new DocumentList.Range("pokemon", 0, DocumentList.Range.MAX_ID).size())
        .isEqualTo(1_000_000_000);
  }

  @Test
  void aRangeCannotBeMadeBackwards() {
    assertThatThrownBy(() -> new DocumentList.Range("pokemon", 2, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** The fetcher refuses these, and the rest of the batch runs. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "pokemon/151..1",
        "pokemon/1..99999999999",
        "pokemon/2147483648..2147483649",
        "pokemon/-1..5",
        "pokemon/1..-5",
        "pokemon/1.5..3",
        "pokemon/1...3",
        "pokemon/a..b",
        "pokemon/..5",
        "pokemon/1..",
        "pokemon/..",
        "pokemon/1..2..3",
        "poke%2fmon/1..2",
        "pikachu",
        "../secret",
        "pokemon/../secret",
        "pokemon/25/moves",
        "pokemon?order=name",
        "pokemon/25?x=1",
        "pokemon/25#x",
        "pokemon/a%2fb",
        "pokemon//25",
        "pokemon/",
        "pokemon/25//",
        "pokemon/25.0",
        "pokemon/p\u0456kachu", // a Cyrillic letter that looks like i
        "pokemon\uFF0F25", // a full-width solidus
        "pokemon/1\u20255", // a two-dot leader
        "pokemon/\u0661..\u0662", // Arabic digits
        "",
      })
  void aMalformedTextIsADocumentThatFails(String text) {
    assertThat(target(text)).isEqualTo(new DocumentList.Single(text));
    assertThat(DocumentList.Single.canBeAsked(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pokemon/25\u0000",
        "pokemon/25\r\nHost: x",
        "/api/v2/pokemon/25\n",
        "pokemon/25\u202E",
      })
  void invisibleCharactersAreEscaped(String text) {
    assertThat(target(text).at(0)).contains("\\u").matches("[ -~]+");
  }

  @Test
  void aLongTextIsShortened() {
    for (var text : List.of("pokemon/" + "a".repeat(10_000), "/" + "a".repeat(512))) {
      assertThat(target(text).at(0)).hasSize(81).endsWith("…");
    }
    assertThat(target("/" + "a".repeat(511)).at(0)).hasSize(512);
  }

  @Test
  void aResourceOrAKeyHasAtMost100Characters() {
    for (var text : List.of("a".repeat(101) + "/1", "a/" + "1".repeat(101))) {
      assertThat(DocumentList.Single.canBeAsked(target(text).at(0))).isFalse();
    }
    assertThat(target("a".repeat(101) + "/1..2").size()).isEqualTo(1);
    assertThat(target("a".repeat(100) + "/1..2").size()).isEqualTo(2);
  }

  @Test
  void anInvalidResourceNameIsADocumentThatFails() {
    for (var kind : List.of("all", "random")) {
      var body = String.format(Locale.ROOT, "{\"requests\":[{\"%s\":\"pokemon/25\"}]}", kind);
      var target = new DocumentList.Single(kind + " pokemon/25");

      assertThat(read(body).steps().get(0)).isEqualTo(new Step.Get("0", target, View.WHOLE));
      assertThat(DocumentList.Single.canBeAsked(target.target())).isFalse();
    }
    assertThat(read("{\"requests\":[{\"all\":\"Pokemon Species\"}]}").steps().get(0))
        .isEqualTo(new Step.All("0", "pokemon-species", View.WHOLE));
  }
}
