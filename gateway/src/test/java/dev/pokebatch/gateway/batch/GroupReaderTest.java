package dev.pokebatch.gateway.batch;

import static dev.pokebatch.gateway.batch.ReadBatches.problem;
import static dev.pokebatch.gateway.batch.ReadBatches.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class GroupReaderTest {

  @Test
  void stepsOfNestedGroupsHaveTheirPositionsAsIds() {
    var batch =
        read(
            """
            {"requests": ["pokemon/1",
              {"sequence": ["pokemon/2", {"parallel": ["pokemon/3", {"id": "own", "get": "pokemon/4"}]}],
               "id": "g", "onError": "stop", "deadlineMs": 500}]}
            """);

    var group = (Step.Group) batch.steps().get(1);
    assertThat(group.id()).isEqualTo("g");
    assertThat(group.mode()).isEqualTo(Mode.SEQUENCE);
    assertThat(group.onError()).isEqualTo(OnError.STOP);
    assertThat(group.deadlineMs()).isEqualTo(OptionalLong.of(500));
    assertThat(group.documents()).isEqualTo(3);
    var inner = (Step.Group) group.steps().get(1);
    assertThat(inner.id()).isEqualTo("1.1");
    assertThat(inner.mode()).isEqualTo(Mode.PARALLEL);
    assertThat(inner.onError()).isEqualTo(OnError.CONTINUE);
    assertThat(inner.deadlineMs()).isEmpty();
    assertThat(inner.steps()).extracting(Step::id).containsExactly("1.1.0", "own");
  }

  @Test
  void theFaultsOfAllGroupsAreReportedTogether() {
    var problem =
        problem(
            """
            {"requests": [
              {"sequence": [], "mode": "parallel"},
              {"parallel": [1, {"get": "pokemon/1", "id": "a"}], "onError": "retry"},
              {"parallel": "pokemon/1", "id": "a"}]}
            """);

    assertThat(problem.toJson().toBuffer().toJsonObject().getJsonArray("errors"))
        .extracting(error -> ((JsonObject) error).getString("pointer"))
        .containsExactlyInAnyOrder(
            "/requests/0/sequence",
            "/requests/0/mode",
            "/requests/1/parallel/0",
            "/requests/1/onError",
            "/requests/2/parallel",
            "/requests/2/id");
  }

  @Test
  void groupsNestNoDeeperThanTheLimit() {
    assertThat(read(String.format(Locale.ROOT, "{\"requests\":[%s]}", nested(8))).documents())
        .isEqualTo(1);

    var problem = problem(String.format(Locale.ROOT, "{\"requests\":[%s]}", nested(9)));
    assertThat(problem.members()).containsEntry("limit", "nesting").containsEntry("actual", 9L);
  }

  @Test
  void groupsAndTheirStepsCountAsSteps() {
    var steps = "\"pokemon/1\",".repeat(999) + "\"pokemon/1\"";

    var problem =
        problem(String.format(Locale.ROOT, "{\"requests\":[{\"parallel\":[%s]}]}", steps));

    assertThat(problem.members()).containsEntry("limit", "steps").containsEntry("actual", 1_001L);
  }

  @Test
  void anIdInAGroupMustNotBeThePositionOfAStepOutside() {
    var problem =
        problem(
            "{\"requests\":[\"pokemon/1\",{\"parallel\":[{\"id\":\"0\",\"get\":\"pokemon/2\"}]}]}");

    assertThat(problem.toJson().encode()).contains("is the id of /requests/0 too");
  }

  private static String nested(int depth) {
    return "{\"sequence\":[".repeat(depth) + "\"pokemon/1\"" + "]}".repeat(depth);
  }
}
