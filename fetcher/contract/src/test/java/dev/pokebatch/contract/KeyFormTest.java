package dev.pokebatch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFormTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "pikachu | pikachu",
        "25 | 25",
        "PIKACHU | pikachu",
        "Mr. Mime | mr-mime",
        "mr._mime | mr-mime",
        "Mime Jr. | mime-jr",
        "farfetch'd | farfetchd",
        "Farfetch\u2019d | farfetchd",
        "Farfetch\u00b4d | farfetchd",
        "Sirfetch\uff07d | sirfetchd",
        "nidoran\u2640 | nidoran-f",
        "Nidoran\u2640\ufe0f | nidoran-f",
        "Nidoran \u2642 | nidoran-m",
        "nidoran-\u2642 | nidoran-m",
        "Flab\u00e9b\u00e9 | flabebe",
        "Flabe\u0301be\u0301 | flabebe",
        "ho oh | ho-oh",
        "Ho-Oh | ho-oh",
        "ho_oh | ho-oh",
        "ho  -  oh | ho-oh",
        "Type: Null | type-null",
        "\" Tapu Koko \" | tapu-koko",
        "Tapu\u00a0Koko | tapu-koko",
        "Jangmo-o | jangmo-o",
        "Porygon-Z | porygon-z",
        "\uff12\uff15 | 25",
        "\u212aakuna | kakuna",
        "_pikachu_ | pikachu",
      })
  void displayNamesBecomePokeApiKeys(String typed, String form) {
    assertThat(KeyForm.of(typed)).isEqualTo(form);
    assertThat(KeyForm.of(form)).as("applied twice").isEqualTo(form);
  }

  /** A typing mistake or an attack does not become the key of another document. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "25.0",
        "1:5",
        "1..5",
        "1\u20255",
        "a..b",
        "..",
        "pika/chu",
        "pikachu!",
        "a\tb",
        "a\u0000",
        "p\u0456kachu",
        "\u0661",
        "\u30d4\u30ab",
        "stra\u00dfe",
        "pika\u200bchu",
        "%20",
        "",
      })
  void invalidTextDoesNotBecomeAKey(String typed) {
    assertThat(DocumentPath.isSegment(KeyForm.of(typed))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "a-", "-", "a--b"})
  void aValidKeyIsNotChanged(String key) {
    assertThat(KeyForm.of(key)).isEqualTo(key);
    assertThat(KeyForm.of(" -1 ")).isEqualTo("-1");
  }
}
