package dev.pokebatch.gateway.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.openapi.Description;
import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.ScriptedUpstream;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Plays every scenario, through both transports, against a pair in whichever mode it is. */
final class ScenarioRunner {

  /** The settings that the scenarios count on. */
  static final Map<String, String> SETTINGS =
      Map.of(
          "CACHE_MAX_BYTES",
          "0",
          "UPSTREAM_TIMEOUT_MS",
          "3500",
          "UPSTREAM_TRIES",
          "1",
          "BREAKER_FAILURE_RATE",
          "100",
          "UPSTREAM_RATE",
          "0",
          "LIMIT_BODY_BYTES",
          "65536");

  private static final List<String> TRANSPORTS = List.of("non-blocking", "blocking");

  private final Client client;
  private final ScriptedUpstream upstream;
  private final DescriptionCheck description;

  ScenarioRunner(URI gateway, ScriptedUpstream upstream) {
    this.client = new Client(gateway);
    this.upstream = upstream;
    this.description = new DescriptionCheck(Description.of(client));
    warmUp();
  }

  /**
   * Deadlines in scenarios are short, and the first requests of a process are slow: sends some to
   * each process. By these, each lane of each fetcher also finds out what it then keeps for longer
   * than the scenarios take: which resources there are, and which Pokémon and species.
   */
  private void warmUp() {
    upstream.play(Scenario.warmUp());
    for (var transport : TRANSPORTS) {
      client.batch(
          new JsonObject()
              .put("requests", new JsonArray().add("pokemon/1..60"))
              .put("transport", transport));
    }
  }

  /** A test for each scenario and transport. */
  Stream<DynamicTest> tests() {
    return Scenario.all().stream()
        .flatMap(
            scenario ->
                TRANSPORTS.stream()
                    .map(
                        transport ->
                            DynamicTest.dynamicTest(
                                scenario.name() + " (" + transport + ")",
                                () -> play(scenario, transport))));
  }

  private void play(Scenario scenario, String transport) {
    upstream.play(scenario.script());
    var body = scenario.body(transport);
    var target = scenario.path(transport);
    var request = client.request(scenario.method(), target, scenario.headers(), body);
    var response = client.send(request, BodyHandlers.ofString());
    check(scenario.answer(), response);
    description.check(scenario, new String(body, StandardCharsets.UTF_8), response);
    var requests = scenario.content().getInteger("upstreamRequests");
    if (requests != null) {
      assertThat(upstream.requests())
          .filteredOn(path -> scenario.script().containsKey(path) || !isLookedUp(path))
          .hasSize(requests);
    }
  }

  /** Whether a fetcher may ask for it once in a while, to tell what is missing. */
  private static boolean isLookedUp(String path) {
    return path.isEmpty() || path.equals("meta") || path.endsWith("?limit=100000&offset=0");
  }

  private static void check(JsonObject expected, HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(expected.getInteger("status"));
    assertThat(response.headers().firstValue("X-Request-Id")).isPresent();
    expected
        .getJsonObject("headers", new JsonObject())
        .forEach(
            header ->
                assertThat(response.headers().firstValue(header.getKey()).orElse("<absent>"))
                    .as(header.getKey())
                    .isEqualTo(header.getValue()));
    if (expected.containsKey("text")) {
      assertThat(response.body()).isEqualTo(expected.getString("text"));
    }
    if (expected.containsKey("body")) {
      var actual = new JsonObject(response.body());
      assertThat(JsonMatch.differences(expected.getValue("body"), actual))
          .as(response.body())
          .isEmpty();
    }
    if (expected.containsKey("lines")) {
      checkLines(expected.getJsonArray("lines"), response.body());
    }
  }

  /** Items may come in any order; the summary is the last line. */
  private static void checkLines(JsonArray expected, String body) {
    var lines = body.lines().map(JsonObject::new).toList();
    assertThat(lines).as(body).hasSameSizeAs(expected.getList());
    for (var i = 0; i < expected.size(); i++) {
      var wanted = expected.getJsonObject(i);
      assertThat(lines)
          .as("a line that matches " + wanted)
          .anyMatch(line -> JsonMatch.differences(wanted, line).isEmpty());
    }
    assertThat(lines.get(lines.size() - 1).getString("type")).isEqualTo("summary");
  }
}
