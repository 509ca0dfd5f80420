package dev.pokebatch.gateway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pokebatch.gateway.problem.ProblemException;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the body of a batch and the query of its other forms against the table of options. */
class OptionTableTest {

  /** A value of each option that is not its default. */
  private static final Map<String, Sample> SAMPLES =
      Map.ofEntries(
          Map.entry("mode", new Sample("sequence", "sequence")),
          Map.entry("onError", new Sample("stop", "stop")),
          Map.entry("concurrency", new Sample(8, "8")),
          Map.entry("deadlineMs", new Sample(2_000, "2000")),
          Map.entry("fields", new Sample("id,name", "id,name")),
          Map.entry("expand", new Sample(new JsonArray().add("a.b").add("c"), "a.b,c")),
          Map.entry("transport", new Sample("blocking", "blocking")),
          Map.entry("language", new Sample("de", "de")),
          Map.entry("cache", new Sample("no-cache", "no-cache")),
          Map.entry("trace", new Sample(true, "true")),
          Map.entry("order", new Sample("request", "request")),
          Map.entry("csv", new Sample("escape", "escape")),
          Map.entry("envelope", new Sample("none", "none")),
          Map.entry("arrays", new Sample("json", "json")),
          Map.entry("format", new Sample("csv", "csv")));

  private static final BatchLimits LIMITS = BatchLimits.defaults();
  private static final OptionReader QUERIES = new OptionReader(LIMITS);

  static List<Option<?>> options() {
    return OptionTable.ALL;
  }

  @Test
  void eachOptionHasASample() {
    assertThat(SAMPLES.keySet()).containsExactlyInAnyOrderElementsOf(OptionTable.names());
  }

  @ParameterizedTest
  @MethodSource("options")
  void theQueryReadsWhatTheBodyReads(Option<?> option) {
    var sample = sample(option);

    var inQuery = QUERIES.read(query(option, sample.text), QUERIES.defaults());

    assertThat(inQuery.get(option)).isNotEqualTo(QUERIES.defaults().get(option));
    if (!option.isOfAnswer()) {
      var body = body().put(option.name(), sample.json).encode();
      assertThat(ReadBatches.read(body).options()).isEqualTo(inQuery);
    }
  }

  @ParameterizedTest
  @MethodSource("options")
  void bothRefuseTheSameValues(Option<?> option) {
    var inQuery = faults(option, "a..b", "parameter");

    assertThat(inQuery).hasSize(1);
    if (!option.isOfAnswer()) {
      var inBody = ReadBatches.errors(body().put(option.name(), sampleOfFault(option)).encode());
      assertThat(inBody).hasSize(1);
      assertThat(inBody.get(0).getString("pointer")).isEqualTo("/" + option.name());
      assertThat(inBody.get(0).getString("detail")).isEqualTo(inQuery.get(0).getString("detail"));
    }
  }

  @ParameterizedTest
  @MethodSource("options")
  void anOptionOfTheAnswerIsNoMemberOfTheBody(Option<?> option) {
    var body = body().put(option.name(), sample(option).json).encode();

    if (option.isOfAnswer()) {
      assertThat(ReadBatches.pointers(body)).containsExactly("/" + option.name());
    }
  }

  private static Sample sample(Option<?> option) {
    return Objects.requireNonNull(SAMPLES.get(option.name()));
  }

  /** Returns what the query parameter is in JSON. */
  private static Object sampleOfFault(Option<?> option) {
    return option == OptionTable.EXPAND ? new JsonArray().add("a..b") : "a..b";
  }

  private static List<JsonObject> faults(Option<?> option, String text, String member) {
    var thrown =
        catchThrowableOfType(
            ProblemException.class, () -> QUERIES.read(query(option, text), QUERIES.defaults()));
    assertThat(thrown).as(option.name()).isNotNull();
    var errors = thrown.problem().toJson().getJsonArray("errors");
    assertThat(errors.getJsonObject(0).getString(member)).isEqualTo(option.name());
    return errors.stream().map(JsonObject.class::cast).toList();
  }

  private static MultiMap query(Option<?> option, String text) {
    return MultiMap.caseInsensitiveMultiMap().add(option.name(), text);
  }

  private static JsonObject body() {
    return new JsonObject().put("requests", new JsonArray().add("pokemon/1"));
  }

  /**
   * A value of an option.
   *
   * @param json in a body
   * @param text in a query
   */
  private record Sample(Object json, String text) {}
}
