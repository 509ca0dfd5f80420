package dev.pokebatch.gateway.batch;

import static dev.pokebatch.gateway.batch.ReadBatches.problem;
import static dev.pokebatch.gateway.batch.ReadBatches.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.pokebatch.gateway.problem.ProblemType;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchLimitsTest {

  private static String steps(String step, int times) {
    return "{\"requests\":[" + (step + ",").repeat(times - 1) + step + "]}";
  }

  private static void assertExceeded(String body, String limit, long max, long actual) {
    var problem = problem(body);
    assertThat(problem.type()).isEqualTo(ProblemType.LIMIT_EXCEEDED);
    assertThat(problem.status()).isEqualTo(422);
    assertThat(problem.members()).containsOnlyKeys("limit", "max", "actual");
    assertThat(problem.members()).containsEntry("limit", limit);
    assertThat(problem.members()).containsEntry("max", max).containsEntry("actual", actual);
    assertThat(problem.detail()).contains(Long.toString(max), Long.toString(actual));
  }

  @Test
  void aValueAtItsLimitIsAllowed() {
    assertThat(read(steps("\"a/1\"", 1_000)).documents()).isEqualTo(1_000);
    assertThat(read(steps("\"a/1..5000\"", 1)).documents()).isEqualTo(5_000);
    assertThat(read(steps("\"a/1..500\"", 10)).documents()).isEqualTo(5_000);
  }

  @Test
  void oneMoreThanTheLimitIsRefused() {
    assertExceeded(steps("\"a/1\"", 1_001), "steps", 1_000, 1_001);
    assertExceeded(steps("\"a/1..5001\"", 1), "fanOut", 5_000, 5_001);
    assertExceeded(steps("\"a/0..500\"", 10), "documents", 5_000, 5_010);
  }

  @ParameterizedTest
  @CsvSource({
    "concurrency, 257, 256",
    "concurrency, 4294967297, 256",
    "deadlineMs, 60001, 60000",
    "deadlineMs, 9223372036854775807, 60000",
  })
  void optionsOverTheirLimitAreRefused(String member, long asked, long max) {
    var body = String.format(Locale.ROOT, "{\"requests\":[\"a/b\"],\"%s\":%d}", member, asked);

    assertExceeded(body, member, max, asked);
  }

  @Test
  void hugeRangesDoNotOverflowTheSum() {
    var limits =
        BatchLimits.defaults().toBuilder().documents(2_000).fanOut(Integer.MAX_VALUE).build();

    var problem = problem(limits, Buffer.buffer(steps("\"a/0..999999999\"", 1_000)));

    assertThat(problem.members())
        .containsEntry("limit", "documents")
        .containsEntry("actual", 1_000_000_000_000L);
  }

  @Test
  void faultsAreReportedBeforeLimitsExceptForTooManySteps() {
    var body = "{\"requests\":[\"a/1..9999\"],\"concurrency\":999,\"tracing\":true}";

    assertThat(problem(body).type()).isEqualTo(ProblemType.INVALID_REQUEST);
    assertExceeded(steps("17", 1_001), "steps", 1_000, 1_001);
  }

  @Test
  void aBodyThatIsTooLargeIsRefused() {
    var problem = problem(Buffer.buffer(new byte[(1 << 20) + 1]));

    assertThat(problem.status()).isEqualTo(413);
    assertThat(problem.members())
        .containsEntry("limit", "bodyBytes")
        .containsEntry("max", 1_048_576L)
        .containsEntry("actual", 1_048_577L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1,", "{},", "[],", "\"a/b\",", "\"\",", "{\"a\":1,\"a\":1},", "[[[0]]],"})
  void aMebibyteOfInvalidInputIsRefusedQuickly(String garbage) {
    var many = (1 << 20) / garbage.length() - 10;
    var body = Buffer.buffer("{\"requests\":[" + garbage.repeat(many) + "1]}");

    assertTimeout(
        Duration.ofSeconds(5),
        () -> {
          var problem = problem(body);
          assertThat(problem.members()).containsEntry("limit", "steps");
          assertThat(problem.toJson().toBuffer().length()).isLessThan(64 << 10);
        });
  }

  @Test
  void longNamesDoNotMakeLongProblems() {
    var name = "n".repeat(50_000);
    var deep = ("{\"" + name + "\":").repeat(10);
    var twice = "{" + "\"x\":1,".repeat(200) + "\"x\":1}";

    var problem = problem(deep + twice + "}".repeat(10));

    assertThat(problem.toJson().toBuffer().length()).isLessThan(128 << 10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "n"})
  void aPointerIsNotCutWithinASurrogatePair(String odd) {
    var deep = ("{\"" + odd + "😀".repeat(30) + "\":").repeat(20);

    var problem = problem(deep + "{\"x\":1,\"x\":1}" + "}".repeat(20));

    var errors = problem.toJson().toBuffer().toJsonObject().getJsonArray("errors");
    assertThat(errors.getJsonObject(0).getString("pointer")).endsWith("😀…");
  }

  @Test
  void invalidLimitsAreRefused() {
    var limits = BatchLimits.defaults().toBuilder().maxConcurrency(1).defaultConcurrency(1);
    assertThat(limits.build().maxConcurrency()).isEqualTo(1);
    assertThatThrownBy(() -> BatchLimits.defaults().toBuilder().steps(0).build())
        .hasMessage("steps must be at least 1: 0");
    assertThatThrownBy(() -> limits.defaultConcurrency(2).build())
        .hasMessage("defaultConcurrency must be at most 1: 2");
    assertThatThrownBy(() -> BatchLimits.defaults().toBuilder().maxDeadlineMs(1).build())
        .hasMessage("defaultDeadlineMs must be at most 1: 15000");
    assertThatThrownBy(() -> BatchLimits.defaults().toBuilder().jsonDepth(100_000).build())
        .hasMessage("jsonDepth must be at most 512: 100000");
  }
}
