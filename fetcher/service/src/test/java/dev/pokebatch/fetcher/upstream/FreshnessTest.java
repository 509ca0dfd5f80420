package dev.pokebatch.fetcher.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreshnessTest {

  private static final long NOW = Instant.parse("2026-11-21T10:00:00Z").toEpochMilli();

  @ParameterizedTest
  @CsvSource({
    "'public, max-age=86400, s-maxage=10', , 86400000",
    "'max-age=60', 20, 40000",
    "'max-age=60', 90, 0",
    "'MAX-AGE=60', , 60000",
    "'max-age=\"60\"', , 60000",
    "'max-age=60, max-age=90', , 60000",
    "'max-age=60, no-store', , 0",
    "'no-cache, max-age=60', , 0",
    "'no-cache=\"set-cookie, x\", max-age=60', , 0",
    "'x=\"a, max-age=9\", max-age=60', , 60000",
    "'x-max-age=60', , 0",
    "'max-age=99999999999', , 31536000000",
    "'max-age=-1', , 0",
    "'max-age=1.5', , 0",
    "'max-age', , 0",
    "'max-age=60', x, 60000",
    "'s-maxage=60', , 0",
    "'public', , 0"
  })
  void anAnswerIsFreshAsLongAsItSaysLessItsAge(
      String cacheControl, @Nullable String age, long millis) {
    var head = new CacheHeaders(cacheControl, age, null, null, null);
    assertThat(Freshness.of(head, NOW).freshForMs(NOW)).isEqualTo(millis);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "| Sat, 21 Nov 2026 10:01:00 GMT | Sat, 21 Nov 2026 10:00:00 GMT | 60000",
        "| Sat, 21 Nov 2020 10:01:00 GMT | Sat, 21 Nov 2020 10:00:00 GMT | 60000",
        "| Sat, 21 Nov 2026 10:01:00 GMT | | 60000",
        "| Sat, 21 Nov 2026 10:01:00 GMT | yesterday | 60000",
        "| Sat, 21 Nov 2026 09:00:00 GMT | Sat, 21 Nov 2026 10:00:00 GMT | 0",
        "| 0 | | 0",
        "public | Sat, 21 Nov 2026 10:01:00 GMT | | 60000",
        "max-age=5 | Sat, 21 Nov 2026 10:01:00 GMT | | 5000",
        "max-age=x | Sat, 21 Nov 2026 10:01:00 GMT | | 0",
        "| | Sat, 21 Nov 2026 10:00:00 GMT | 0",
        "| Fri, 31 Dec 9999 23:59:59 GMT | | 31536000000"
      })
  void withoutMaxAgeItIsFreshUntilItExpires(
      @Nullable String cacheControl, @Nullable String expires, @Nullable String date, long millis) {
    var head = new CacheHeaders(cacheControl, null, expires, date, null);
    assertThat(Freshness.of(head, NOW).freshForMs(NOW)).isEqualTo(millis);
  }

  @Test
  void aResponseWithoutCachingHeadersIsStale() {
    assertThat(Freshness.of(CacheHeaders.NONE, NOW).isFresh(NOW)).isFalse();
  }

  @Test
  void staleDirectivesAreHonoured() {
    var said =
        Freshness.of(
            new CacheHeaders(
                "max-age=1, stale-while-revalidate=2, stale-if-error=3, must-revalidate",
                null,
                null,
                null,
                "W/\"x\""),
            NOW);

    assertThat(said.staleWhileRevalidateMs()).isEqualTo(2_000);
    assertThat(said.staleIfErrorMs()).isEqualTo(OptionalLong.of(3_000));
    assertThat(said.mustRevalidate()).isTrue();
    assertThat(said.etag()).isEqualTo("W/\"x\"");
  }

  @Test
  void a304UpdatesOnlyTheHeadersThatItHas() {
    var kept = Freshness.of(head("max-age=60, must-revalidate", "\"x\""), NOW);
    var silent = Freshness.renewed(kept, CacheHeaders.NONE, NOW + 90_000);
    var telling = Freshness.renewed(kept, head("max-age=10", null), NOW + 90_000);

    assertThat(silent.freshForMs(NOW + 90_000)).isEqualTo(60_000);
    assertThat(silent.mustRevalidate()).isTrue();
    assertThat(silent.etag()).isEqualTo("\"x\"");
    assertThat(telling.freshForMs(NOW + 90_000)).isEqualTo(10_000);
    assertThat(telling.mustRevalidate()).isFalse();
    assertThat(telling.etag()).isEqualTo("\"x\"");
  }

  @Property
  void extremeValuesAreCapped(@ForAll String text, @ForAll String age) {
    var said = Freshness.of(new CacheHeaders(text, age, age, text, text), NOW);

    assertThat(said.freshForMs(NOW)).isBetween(0L, 31_536_000_000L);
    assertThat(said.ageMs(NOW - 1)).isGreaterThanOrEqualTo(0);
  }

  private static CacheHeaders head(String cacheControl, @Nullable String etag) {
    return new CacheHeaders(cacheControl, null, null, null, etag);
  }
}
