package dev.pokebatch.gateway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pokebatch.contract.LinkPaths;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.contract.TransportKind;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests the query options of a stream of steps. */
class StreamOptionsReaderTest {

  @Test
  void withoutOptionsTheDefaultsOfABatchApply() {
    assertThat(read(query()))
        .isEqualTo(
            new StreamOptions(
                OnError.CONTINUE,
                32,
                15_000,
                View.WHOLE,
                TransportKind.NON_BLOCKING,
                false,
                Order.COMPLETION));
  }

  @Test
  void eachOptionIsReadLikeTheMemberOfItsName() {
    var query =
        query()
            .add("concurrency", "8")
            .add("onError", "stop")
            .add("deadlineMs", "2500")
            .add("fields", "id,name")
            .add("expand", "species.evolution_chain,types.type")
            .add("transport", "blocking")
            .add("trace", "true")
            .add("order", "request");

    assertThat(read(query))
        .isEqualTo(
            new StreamOptions(
                OnError.STOP,
                8,
                2_500,
                new View(
                    Projection.parse("id,name"),
                    LinkPaths.of(List.of("species.evolution_chain", "types.type"))),
                TransportKind.BLOCKING,
                true,
                Order.REQUEST));
    assertThat(read(query().add("expand", "").add("trace", "false"))).isEqualTo(read(query()));
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
            .add("mode", "sequence")
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

  private static StreamOptions read(MultiMap query) {
    return new StreamOptionsReader(BatchLimits.defaults()).read(query);
  }

  private static Problem problem(MultiMap query) {
    var thrown = catchThrowableOfType(ProblemException.class, () -> read(query));
    assertThat(thrown).as("%s", query).isNotNull();
    return thrown.problem();
  }
}
