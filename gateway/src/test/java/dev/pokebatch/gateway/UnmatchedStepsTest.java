package dev.pokebatch.gateway;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.LineClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Steps of every kind name what matches in none of their documents. */
@SuppressWarnings("NullAway.Init") // JUnit sees to the field
class UnmatchedStepsTest {

  /** The requests, each with {@code name} and {@code nmae} as fields, and what each step names. */
  private static final String TABLE =
      """
      ["pokemon/1"]                                                                   | 0=nmae
      ["pokemon/1", "pokemon/99999999"]                                               | 0=nmae 1=
      ["pokemon/99999998..99999999"]                                                  | 0=
      [{"get": "pokemon/1", "fields": "*"}, "pokemon/2"]                              | 0= 1=nmae
      [{"random": "pokemon", "count": 2, "seed": 1}]                                  | 0=nmae
      [{"all": "type"}]                                                               | 0=nmae
      [{"sequence": ["pokemon/1", {"parallel": ["pokemon/2"]}]}]                      | 0= 0.0=nmae 0.1= 0.1.0=nmae
      ["type/1", {"get": {"from": "0", "path": "$.pokemon[:2].pokemon"}}]             | 0=nmae 1=nmae
      ["type/1", {"get": {"from": "0", "path": "$.pokemon[0].pokemon"}}]              | 0=nmae 1=nmae
      ["type/1", {"get": {"from": "0", "path": "$.nothing[*]"}}]                      | 0=nmae 1=
      ["type/1", {"random": {"from": "0", "path": "$.pokemon[*].pokemon"}, "count": 2}] | 0=nmae 1=nmae
      [{"get": "pokemon?limit=2", "fields": "results.name,results.nmae,cuont"}]       | 0=results.nmae+cuont
      [{"get": "pokemon/1..3", "fields": "held_items,held_items.item.name,held_items.itme.name"}] | 0=held_items.item.name+held_items.itme.name
      [{"get": "pokemon/1..3", "fields": {"a": "held_items", "b": "held_items.itme.name", "c": "$.held_items[*].itme"}}] | 0=b+c
      [{"get": "pokemon/1", "fields": "past_types.type,past_types"}]                  | 0=past_types.type
      """;

  private static EmbeddedPair pair;
  private static JobClient client;

  @BeforeAll
  static void start() {
    pair = EmbeddedPair.start(Map.of("POKEAPI_URL", "sample"));
    client = new JobClient(pair.url());
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  @ParameterizedTest
  @CsvSource(textBlock = TABLE, delimiter = '|', quoteCharacter = '\0')
  void eachStepNamesItsOwn(String requests, String names) {
    var answer = new JsonObject(client.post(batch(requests), Map.of()).body());

    assertThat(steps(answer).collect(joining(" "))).as(answer.encode()).isEqualTo(names);
  }

  @ParameterizedTest
  @CsvSource(textBlock = TABLE, delimiter = '|', quoteCharacter = '\0')
  void theSummaryNamesThoseOfAllSteps(String requests, String names) {
    var all =
        Stream.of(names.split("[ +]"))
            .map(name -> name.replaceFirst(".*=", ""))
            .filter(name -> !name.isEmpty())
            .distinct()
            .toList();

    var answer = new JsonObject(client.post(batch(requests), Map.of()).body());
    var lines = client.post(batch(requests), Map.of("Accept", "application/x-ndjson")).body();
    var last = lines.lines().reduce("", (before, line) -> line);

    var summary = answer.getJsonObject("summary");
    assertThat(named(summary)).isEqualTo(String.join("+", all));
    assertThat(named(new JsonObject(last))).isEqualTo(String.join("+", all));
  }

  @Test
  void anAnswerOfFailuresAloneNamesItInItsSummary() {
    var minimal = Map.of("Prefer", "return=minimal");

    var answer = new JsonObject(client.post(batch("[\"pokemon/1..2\"]"), minimal).body());

    assertThat(answer.getJsonArray("responses")).isEmpty();
    assertThat(named(answer.getJsonObject("summary"))).isEqualTo("nmae");
  }

  @Test
  void aStreamOfStepsNamesItOfEach() {
    try (var lines = LineClient.open(pair.url(), "?fields=name,nmae")) {
      lines.send(
          "\"pokemon/1\"", "{\"get\": \"pokemon/1\", \"fields\": {\"a\": \"$.x\", \"b\": \"id\"}}");
      var all = lines.end().rest();

      var items = all.stream().filter(line -> line.containsKey("item")).toList();
      assertThat(items.stream().map(line -> named(line.getJsonObject("item"))))
          .containsExactlyInAnyOrder("nmae", "a");
      assertThat(all.get(all.size() - 1).getJsonArray("unmatched"))
          .containsExactlyInAnyOrder("nmae", "a");
    }
  }

  private static Stream<String> steps(JsonObject group) {
    return group.getJsonArray("responses", new JsonArray()).stream()
        .map(JsonObject.class::cast)
        .flatMap(
            step ->
                Stream.concat(Stream.of(step.getString("id") + "=" + named(step)), steps(step)));
  }

  private static String named(JsonObject object) {
    return object.getJsonArray("unmatched", new JsonArray()).stream()
        .map(String.class::cast)
        .collect(joining("+"));
  }

  private static JsonObject batch(String requests) {
    return new JsonObject().put("requests", new JsonArray(requests)).put("fields", "name,nmae");
  }
}
