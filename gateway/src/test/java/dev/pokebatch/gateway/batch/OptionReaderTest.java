package dev.pokebatch.gateway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pokebatch.contract.Projection;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests options in a query. */
class OptionReaderTest {

  @Test
  void withoutParametersTheDefaultsApply() {
    assertThat(read(query())).isEqualTo(OptionValues.defaults(BatchLimits.defaults()));
  }

  @Test
  void anEmptyExpandAndAFalseTraceAreTheDefaults() {
    assertThat(read(query().add("expand", "").add("trace", "false"))).isEqualTo(read(query()));
  }

  @Test
  void theBodyWinsOverTheQuery() {
    var limits = BatchLimits.defaults();
    var absent = read(query().add("fields", "id").add("trace", "true"));
    var body = Buffer.buffer("{\"requests\": [\"pokemon/1\"], \"fields\": \"name\"}");

    var request = new BatchReader(limits).read(body, absent);

    assertThat(request.options().view().fields()).isEqualTo(Projection.parse("name"));
    assertThat(request.options().get(OptionTable.TRACE)).isTrue();
    assertThat(((Step.Get) request.steps().get(0)).view().fields())
        .isEqualTo(Projection.parse("name"));
  }

  @Test
  void aRequestWithABodyHasOnlyOptionsOfTheAnswerInItsQuery() {
    var reader = new OptionReader(BatchLimits.defaults());
    var absent = reader.defaults();

    var options = reader.readOfAnswer(query().add("order", "request").add("csv", "escape"), absent);

    assertThat(options.get(OptionTable.ORDER)).isEqualTo(Order.REQUEST);
    assertThat(options.get(OptionTable.CSV)).isEqualTo(CsvUse.ESCAPE);
    assertThatThrownBy(() -> reader.readOfAnswer(query().add("fields", "id"), absent))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void allFaultsAreReportedTogetherWithTheirParameters() {
    var query =
        query()
            .add("concurrency", "0")
            .add("onError", "ignore")
            .add("deadlineMs", "soon")
            .add("fields", "")
            .add("expand", "a..b")
            .add("transport", "fast")
            .add("trace", "yes")
            .add("order", "random")
            .add("mode", "backwards")
            .add("csv", "maybe")
            .add("a/b~c", "1");

    var errors = problem(query).toJson().getJsonArray("errors").stream();

    assertThat(errors.map(error -> ((JsonObject) error).getString("parameter")))
        .containsExactlyInAnyOrder(
            "concurrency",
            "onError",
            "deadlineMs",
            "fields",
            "expand",
            "transport",
            "trace",
            "order",
            "mode",
            "csv",
            "a/b~c");
  }

  @Test
  void aDuplicateParameterIsAFault() {
    var query = query().add("concurrency", "8").add("concurrency", "9");

    assertThat(problem(query).members().get("errors"))
        .isEqualTo(
            List.of(Map.of("parameter", "concurrency", "detail", "is there more than once")));
  }

  @Test
  void faultsAreReportedBeforeLimits() {
    var over = query().add("concurrency", "257").add("deadlineMs", "60001");

    assertThat(problem(over).members()).containsEntry("limit", "concurrency");
    assertThat(problem(over.add("trace", "1")).type()).isEqualTo(ProblemType.INVALID_REQUEST);
    assertThat(problem(query().add("deadlineMs", "999999999999999999")).members())
        .containsEntry("limit", "deadlineMs")
        .containsEntry("max", 60_000L);
  }

  private static MultiMap query() {
    return MultiMap.caseInsensitiveMultiMap();
  }

  private static OptionValues read(MultiMap query) {
    var reader = new OptionReader(BatchLimits.defaults());
    return reader.read(query, reader.defaults());
  }

  private static Problem problem(MultiMap query) {
    var thrown = catchThrowableOfType(ProblemException.class, () -> read(query));
    assertThat(thrown).as("%s", query).isNotNull();
    return thrown.problem();
  }
}
