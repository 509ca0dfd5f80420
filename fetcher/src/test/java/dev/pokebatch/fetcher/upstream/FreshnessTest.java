package dev.pokebatch.fetcher.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshnessTest {

  @ParameterizedTest
  @CsvSource({
    "'public, max-age=86400, s-maxage=10', , 86400000",
    "'max-age=60', 20, 40000",
    "'max-age=60', 90, 0",
    "'MAX-AGE=60', , 60000",
    "'max-age=60, no-store', , 0",
    "'no-cache, max-age=60', , 0",
    "'max-age=99999999999', , 31536000000",
    "'max-age=-1', , 0",
    "'max-age=1.5', , 0",
    "'max-age=60', x, 60000",
    "'public', , 0"
  })
  void anAnswerIsFreshAsLongAsItSaysLessItsAge(
      String cacheControl, @Nullable String age, long millis) {
    assertThat(Freshness.ofMs(cacheControl, age)).isEqualTo(millis);
  }

  @Test
  void anAnswerThatSaysNothingIsNotFresh() {
    assertThat(Freshness.ofMs(null, null)).isZero();
  }
}
