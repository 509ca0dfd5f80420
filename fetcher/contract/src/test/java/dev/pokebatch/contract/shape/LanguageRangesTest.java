package dev.pokebatch.contract.shape;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageRangesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "de|de",
        "de-CH, fr;q=0.9, en;q=0.8, *;q=0.5|de-ch,fr,en",
        "en;q=0.1,fr;q=0.7 , de ; q=1.0|de,fr,en",
        "de;q=0,fr|fr",
        "de,de;q=0.5|de",
        "d\u00e4, de_DE, 12, fr;q=2, es;level=1, it|it",
      })
  void aHeaderIsReadInTheOrderOfItsWeights(String header, String ranges) {
    assertThat(String.join(",", LanguageRanges.ofHeader(header))).isEqualTo(ranges);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", ",,", ";q=1"})
  void aHeaderMayHaveNoRange(String header) {
    assertThat(LanguageRanges.ofHeader(header)).isEmpty();
  }

  @Test
  void aHeaderHasALimitedNumberOfRanges() {
    assertThat(LanguageRanges.ofHeader("a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t")).hasSize(16);
  }

  @ParameterizedTest
  @CsvSource({
    "zh-Hant-CN-x-private1-private2, 2",
    "zh-Hant, 2",
    "zh-Hant-x, 2",
    "zh-Hans, 1",
    "zh, 1",
    "ja, 1"
  })
  void aRangeIsShortenedUntilItIsALanguage(String range, int place) {
    var tags = List.of("ko", "en", "zh-hant");

    assertThat(LanguageRanges.best(tags, List.of(range))).isEqualTo(place);
  }

  @Test
  void withoutAMatchItIsEnglishAndWithoutEnglishTheFirst() {
    assertThat(LanguageRanges.best(List.of("ko", "en"), List.of("de"))).isEqualTo(1);
    assertThat(LanguageRanges.best(List.of("ko", "ja"), List.of("de", "ja-JP"))).isEqualTo(1);
    assertThat(LanguageRanges.best(List.of("ko", "ja"), List.of())).isZero();
  }
}
