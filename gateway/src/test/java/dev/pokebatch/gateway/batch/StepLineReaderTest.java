package dev.pokebatch.gateway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pokebatch.contract.Projection;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests valid and invalid lines of a stream of steps. */
class StepLineReaderTest {

  private static final View NAMES = View.of(Projection.parse("name"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"pokemon/1\"",
        " {\"get\":\"pokemon/1..9\",\"fields\":\"id\"} ",
        "{\"all\":\"nature\"}",
        "{\"random\":\"pokemon\",\"count\":3,\"seed\":42}",
        "{\"sequence\":[\"a/1\",{\"parallel\":[\"a/2\"]}],\"onError\":\"stop\",\"deadlineMs\":9}",
      })
  void aLineMayBeAnyStepOfABatch(String line) {
    var inBatch = ReadBatches.read("{\"requests\":[" + line + "],\"fields\":\"name\"}").steps();

    assertThat(read(line, 0)).isEqualTo(inBatch.get(0));
  }

  @Test
  void theNumberOfALineIsItsId() {
    var group = (Step.Group) read("{\"sequence\":[\"a/1\",{\"parallel\":[\"a/2\"]}]}", 7);

    assertThat(group.id()).isEqualTo("7");
    assertThat(group.steps()).extracting(Step::id).containsExactly("7.0", "7.1");
    assertThat(read("\"a/1\"", 5_000_000_000L).id()).isEqualTo("5000000000");
    assertThat(read("{\"id\":\"own\",\"get\":\"a/1\"}", 7).id()).isEqualTo("own");
  }

  @Test
  void aReferenceMayNameOnlyEarlierStepsOfItsLine() {
    var line = "{\"sequence\":[\"a/1\",{\"get\":{\"from\":\"%s\",\"path\":\"$.species.url\"}}]}";

    var group = (Step.Group) read(String.format(Locale.ROOT, line, "7.0"), 7);
    assertThat(group.steps().get(1)).isInstanceOf(Step.Linked.class);
    assertThat(errors(String.format(Locale.ROOT, line, "6"), 7))
        .containsExactly("/sequence/1/get/from must be the id of an earlier step, not '6'");
  }

  @Test
  void anIdMustBeUniqueInItsLine() {
    assertThat(errors("{\"parallel\":[{\"id\":\"7\",\"get\":\"a/1\"}]}", 7))
        .containsExactly("/parallel/0/id is the id of the line too: '7'");
    assertThat(read("{\"parallel\":[{\"id\":\"6\",\"get\":\"a/1\"}]}", 7)).isNotNull();
    assertThat(
            errors(
                "{\"parallel\":[{\"id\":\"x\",\"get\":\"a/1\"},{\"id\":\"x\",\"get\":\"a/2\"}]}",
                7))
        .containsExactly("/parallel/1/id is the id of /parallel/0 too: 'x'");
  }

  @Test
  void allFaultsHavePointersWithinTheLine() {
    assertThat(errors("{\"id\":\"%\",\"feilds\":\"x\",\"get\":1}", 3))
        .hasSize(3)
        .anyMatch(error -> error.startsWith("/id "))
        .anyMatch(error -> error.startsWith("/feilds is not known"))
        .anyMatch(error -> error.startsWith("/get must be a string"));
    assertThat(errors("17", 3)).containsExactly(" must be a string or an object, not a number");
    assertThat(errors("null", 3)).containsExactly(" must be a string or an object, not null");
    assertThat(errors("[\"a/1\"]", 3))
        .containsExactly(" must be a string or an object, not an array");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pokemon/1 | 0 | 1 | 1",
        "{\"get\":} | 41 | 42 | 8",
        "{\"get\":\"a/1\" | 2 | 3 | 13",
        "\"a/1\" \"a/2\" | 2 | 3 | 7",
        "{\"é\":😀} | 5000000000 | 5000000001 | 6",
      })
  void malformedJsonHasItsLineInTheBodyAndItsColumn(
      String text, long number, long line, int column) {
    var problem = problem(text, number);

    assertThat(problem.type()).isEqualTo(ProblemType.MALFORMED_JSON);
    assertThat(problem.members()).containsEntry("line", line).containsEntry("column", column);
    assertThat(problem.detail()).startsWith("Line " + line + ", column " + column + ":");
  }

  @Test
  void aCrWithinALineDoesNotEndIt() {
    assertThat(problem("{\"get\":\r}", 4).members())
        .containsEntry("line", 5L)
        .containsEntry("column", 9);
  }

  @Test
  void aLineHasTheLimitsOfABatchExceptDocuments() {
    var many = "\"a/1\",".repeat(1_000) + "\"a/1\"";
    var deep = "{\"sequence\":[".repeat(9) + "\"a/1\"" + "]}".repeat(9);
    var wide = "\"a/1..2000\",".repeat(99) + "\"a/1..2000\"";

    assertThat(problem("{\"parallel\":[" + many + "]}", 0).members())
        .containsEntry("limit", "steps");
    assertThat(problem(deep, 0).members()).containsEntry("limit", "nesting");
    assertThat(problem("\"a/1..5001\"", 0).members()).containsEntry("limit", "fanOut");
    assertThat(read("{\"parallel\":[" + wide + "]}", 0).documents()).isEqualTo(200_000);
  }

  @Test
  void aLineThatIsTooLongIsRefused() {
    var problem = problem(new StepLine(3, null));

    assertThat(problem.status()).isEqualTo(413);
    assertThat(problem.members()).containsEntry("limit", "lineBytes").containsEntry("max", 65_536L);
  }

  private static Step read(String text, long number) {
    return reader().read(new StepLine(number, Buffer.buffer(text)));
  }

  private static StepLineReader reader() {
    return new StepLineReader(BatchLimits.defaults().ofLines(), NAMES);
  }

  private static Problem problem(String text, long number) {
    return problem(new StepLine(number, Buffer.buffer(text)));
  }

  private static Problem problem(StepLine line) {
    var thrown = catchThrowableOfType(ProblemException.class, () -> reader().read(line));
    assertThat(thrown).as("%s", line).isNotNull();
    return thrown.problem();
  }

  /** Returns each error as its pointer and detail. */
  private static List<String> errors(String text, long number) {
    var problem = problem(text, number);
    assertThat(problem.type()).isEqualTo(ProblemType.INVALID_REQUEST);
    return problem.toJson().getJsonArray("errors").stream()
        .map(JsonObject.class::cast)
        .map(error -> error.getString("pointer") + " " + error.getString("detail"))
        .toList();
  }
}
