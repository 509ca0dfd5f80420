package dev.pokebatch.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentPathTest {

  private static final String FORM =
      "[a-z0-9_-]+(/[a-z0-9_-]+(/encounters)?|\\?limit=\\d+&offset=\\d+)";

  @ParameterizedTest
  @ValueSource(strings = {"pokemon/25", "Pokemon/25", "POKEMON/25/"})
  void parsingIgnoresCaseAndATrailingSlash(String text) {
    assertThat(DocumentPath.parse(text)).hasValue(new DocumentPath("pokemon", "25"));
  }

  @ParameterizedTest
  @CsvSource({
    "pokemon/25/encounters, pokemon/25/encounters",
    "Pokemon/Pikachu/Encounters/, pokemon/pikachu/encounters",
    "pokemon?limit=24&offset=48, pokemon?limit=24&offset=48",
    "pokemon/?offset=48&limit=24, pokemon?limit=24&offset=48",
    "Pokemon?limit=24, pokemon?limit=24&offset=0",
    "pokemon?offset=1, pokemon?limit=20&offset=1"
  })
  void listPagesAndEncountersAreValidPaths(String text, String path) {
    assertThat(DocumentPath.parse(text)).map(DocumentPath::toString).hasValue(path);
    assertThat(DocumentPath.parse(path)).isEqualTo(DocumentPath.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "pokemon",
        "pokemon/",
        "/25",
        "pokemon//25",
        "pokemon/25//",
        "pokemon/..",
        "pokemon/%2f",
        "pokemon/a b",
        "pokemon/a?b",
        "pokemon/a#b",
        "pokemon/a\u0000",
        "pokemon/a\n",
        "pokemon/1/2",
        "pokemon/1/encounters/2",
        "pokemon?",
        "pokemon?limit=-1",
        "pokemon?limit=1&offset=a",
        "pokemon?limit=1234567890",
        "pokemon?limit=1&&offset=2",
        "pokemon?name=pikachu",
        "pokemon/1?limit=1",
        "pokemon/é",
        "pokemon/\u212a" // the kelvin sign folds to k
      })
  void textThatCouldChangeTheUrlIsNotAPath(String text) {
    assertThat(DocumentPath.parse(text)).isEmpty();
  }

  @Test
  void aKeyOfTenKilobytesIsRejected() {
    assertThat(DocumentPath.parse("pokemon/" + "x".repeat(10_240))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "pokemon/25, 25, pokemon/x",
    "pokemon/pikachu/encounters, pikachu, pokemon/x/encounters"
  })
  void withKeyReplacesTheKeyAndKeepsTheRest(String text, String key, String other) {
    var path = DocumentPath.parse(text).orElseThrow();

    assertThat(path.key()).isEqualTo(key);
    assertThat(path.withKey("x")).hasToString(other);
  }

  @Test
  void thePathOfTheDataVersionCannotBeParsed() {
    assertThat(DocumentPath.META).hasToString("meta");
    assertThat(DocumentPath.parse("meta")).isEmpty();
    assertThat(DocumentPath.parse("meta/")).isEmpty();
  }

  @Test
  void theConstructorRejectsInvalidKeys() {
    assertThatThrownBy(() -> new DocumentPath("pokemon", ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DocumentPath("pokemon", ".."))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void everyParsedPathContainsOnlyValidNames(@ForAll String text) {
    DocumentPath.parse(text).ifPresent(path -> assertThat(path.toString()).matches(FORM));
  }
}
