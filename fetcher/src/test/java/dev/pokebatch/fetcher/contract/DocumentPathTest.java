package dev.pokebatch.fetcher.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentPathTest {

  @ParameterizedTest
  @ValueSource(strings = {"pokemon/25", "Pokemon/25", "POKEMON/25/"})
  void caseAndATrailingSlashDoNotMatter(String text) {
    assertThat(DocumentPath.parse(text)).hasValue(new DocumentPath("pokemon", "25"));
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
        "pokemon/é",
        "pokemon/\u212a" // the kelvin sign folds to k
      })
  void whatCouldChangeTheUrlIsNoPath(String text) {
    assertThat(DocumentPath.parse(text)).isEmpty();
  }

  @Test
  void tenKilobytesAreNoKey() {
    assertThat(DocumentPath.parse("pokemon/" + "x".repeat(10_240))).isEmpty();
  }

  @Test
  void itCannotBeMadeOfAnythingElseEither() {
    assertThatThrownBy(() -> new DocumentPath("pokemon", ".."))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void whateverIsReadHoldsNamesOnly(@ForAll String text) {
    DocumentPath.parse(text)
        .ifPresent(path -> assertThat(path.toString()).matches("[a-z0-9_-]+/[a-z0-9_-]+"));
  }
}
