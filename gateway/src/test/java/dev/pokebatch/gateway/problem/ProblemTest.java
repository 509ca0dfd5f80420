package dev.pokebatch.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTest {

  @Test
  void extensionMembersFollowThoseOfTheRfc() {
    var problem = RequestProblems.malformedJson(3, 7, "Unexpected x.");

    assertThat(problem.toJson().encode())
        .isEqualTo(
            "{\"type\":\"/problems/malformed-json\",\"title\":\"Malformed JSON\",\"status\":400,"
                + "\"detail\":\"Unexpected x.\",\"line\":3,\"column\":7}");
  }

  @Test
  void faultsAreListedWithTheirPointers() {
    var problem =
        RequestProblems.invalidRequest(
            List.of(RequestFault.inBody("/mode", "must be a string")), 0);

    assertThat(problem.detail()).isEqualTo("The request has a fault.");
    assertThat(problem.toJson().getJsonArray("errors").encode())
        .isEqualTo("[{\"pointer\":\"/mode\",\"detail\":\"must be a string\"}]");
    assertThat(problem.members()).doesNotContainKey("truncated");
  }

  @Test
  void unlistedFaultsAreCounted() {
    var problem =
        RequestProblems.invalidRequest(
            List.of(RequestFault.inBody("/a", "b"), RequestFault.inBody("/c", "d")), 40);

    assertThat(problem.members()).containsEntry("truncated", 40);
    assertThat(problem.detail())
        .isEqualTo("The request has 42 faults, of which the first 2 are listed.");
  }

  @Test
  void methodNotAllowedListsTheMethods() {
    var problem = RequestProblems.methodNotAllowed(List.of("GET", "POST"));

    assertThat(problem.status()).isEqualTo(405);
    assertThat(problem.headers()).isEqualTo(Map.of("Allow", "GET, POST"));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "999, 1", "1000, 1", "1001, 2", "60000, 60"})
  void retryAfterIsRoundedUpToSeconds(long millis, String seconds) {
    var problem = Problem.of(ProblemType.OVERLOADED, "Busy.").retryAfterMs(millis);

    assertThat(problem.headers()).isEqualTo(Map.of("Retry-After", seconds));
    assertThat(problem.toJson().getLong("retryAfterMs")).isEqualTo(millis);
  }

  @Test
  void mostProblemsHaveNoHeaders() {
    assertThat(Problem.of(ProblemType.NOT_FOUND, "Gone.").headers()).isEmpty();
  }

  @Test
  void exceededCountsAre422AndExceededBytesAre413() {
    var steps = LimitProblems.limitExceeded("steps", 10, 11, "Too many.");
    var bytes = LimitProblems.bodyTooLarge(10, OptionalLong.of(11));

    assertThat(steps.status()).isEqualTo(422);
    assertThat(bytes.status()).isEqualTo(413);
    assertThat(steps.members()).isEqualTo(Map.of("limit", "steps", "max", 10L, "actual", 11L));
    assertThat(bytes.members()).isEqualTo(Map.of("limit", "bodyBytes", "max", 10L, "actual", 11L));
    assertThat(LimitProblems.bodyTooLarge(10, OptionalLong.empty()).members())
        .doesNotContainKey("actual");
  }

  @Test
  void availableMediaTypesAreListed() {
    var types = List.of("application/json");

    assertThat(RequestProblems.notAcceptable(types).members()).containsEntry("available", types);
    assertThat(RequestProblems.unsupportedMediaType(types).members())
        .containsEntry("available", types);
  }

  @Test
  void aMemberOfTheRfcCannotBeAnExtension() {
    var problem = Problem.of(ProblemType.NOT_FOUND, "Gone.");

    assertThatThrownBy(() -> problem.with("status", 200))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void addingAMemberDoesNotChangeTheOriginal() {
    var problem = Problem.of(ProblemType.NOT_FOUND, "Gone.");

    assertThat(problem.with("hint", "x").members()).containsKey("hint");
    assertThat(problem.members()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void everyTypeHasAUriAnErrorStatusAndATitle(ProblemType type) {
    assertThat(type.uri()).matches("/problems/[a-z]+(-[a-z]+)*");
    assertThat(type.status()).isBetween(400, 599);
    assertThat(type.title()).isNotBlank();
  }
}
