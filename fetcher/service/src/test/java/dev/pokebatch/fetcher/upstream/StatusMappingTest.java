package dev.pokebatch.fetcher.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.FailureKind;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusMappingTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "400, NOT_FOUND",
    "404, NOT_FOUND",
    "410, NOT_FOUND",
    "401, UPSTREAM_REJECTED",
    "403, UPSTREAM_REJECTED",
    "405, UPSTREAM_REJECTED",
    "429, UPSTREAM_REJECTED",
    "500, UPSTREAM_ERROR",
    "502, UPSTREAM_ERROR",
    "503, UPSTREAM_ERROR",
    "524, UPSTREAM_ERROR",
    "204, UPSTREAM_ERROR",
    "206, UPSTREAM_ERROR",
    "301, UPSTREAM_ERROR",
    "304, UPSTREAM_ERROR"
  })
  void everyStatusButTwoHundredIsAFailureThatNamesIt(int status, FailureKind kind) {
    var failure = StatusMapping.failure(answer(status, "text/plain", null, null), "it", NOW);

    assertThat(failure).hasValueSatisfying(f -> assertThat(f.kind()).isEqualTo(kind));
    assertThat(failure).hasValueSatisfying(f -> assertThat(f.upstreamStatus()).isEqualTo(status));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=utf-8",
        "Application/JSON",
        "application/hal+json"
      })
  void twoHundredWithJsonIsADocument(String type) {
    assertThat(StatusMapping.failure(answer(200, type, null, null), "it", NOW)).isEmpty();
    assertThat(StatusMapping.failure(answer(200, type, "gzip", null), "it", NOW)).isEmpty();
    assertThat(StatusMapping.failure(answer(200, type, "identity", null), "it", NOW)).isEmpty();
  }

  @Test
  void otherTypesAndEncodingsAreInvalid() {
    assertThat(kind(answer(200, "text/html", null, null)))
        .isEqualTo(FailureKind.UPSTREAM_INVALID_BODY);
    assertThat(kind(answer(200, null, null, null))).isEqualTo(FailureKind.UPSTREAM_INVALID_BODY);
    assertThat(kind(answer(200, "application/json", "br", null)))
        .isEqualTo(FailureKind.UPSTREAM_INVALID_BODY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "7 | 7000",
        "0 | 0",
        "Sat, 21 Nov 2026 10:00:30 GMT | 30000",
        "Sat, 21 Nov 2026 09:00:00 GMT | 0",
        "soon | 0",
        "-5 | 0",
        "99999999999999999999 | 0",
        "99999999999 | 86400000"
      })
  void retryAfterIsSecondsOrADateAndAtMostADay(String header, long millis) {
    var failure = StatusMapping.failure(answer(429, null, null, header), "it", NOW);

    assertThat(failure).hasValueSatisfying(f -> assertThat(f.retryAfterMs()).isEqualTo(millis));
  }

  private static FailureKind kind(UpstreamResponse answer) {
    return StatusMapping.failure(answer, "it", NOW).orElseThrow().kind();
  }

  private static UpstreamResponse answer(
      int status, @Nullable String type, @Nullable String encoding, @Nullable String retryAfter) {
    return new UpstreamResponse(
        status, type, encoding, retryAfter, null, CacheHeaders.NONE, 0, new byte[0]);
  }
}
