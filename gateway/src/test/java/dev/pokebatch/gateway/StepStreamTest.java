package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.LineClient;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.gateway.testing.ScriptedUpstream;
import dev.pokebatch.sample.SampleConfig;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** NDJSON requests: when each step runs, and how it is answered. */
class StepStreamTest {

  private static final JsonObject DOCUMENT =
      new JsonObject().put("body", new JsonObject().put("id", 1).put("name", "x"));

  private static final int LINES = 3_000;

  private static final JsonObject NEVER = new JsonObject().put("never", true);

  private final ScriptedUpstream upstream = new ScriptedUpstream();
  private final EmbeddedPair pair =
      EmbeddedPair.start(Map.of("POKEAPI_URL", upstream.url(), "CACHE_MAX_BYTES", "0"));

  @AfterEach
  void stop() {
    pair.close();
    upstream.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void aLineIsAnsweredBeforeTheNextIsSent(HttpVersion version) {
    upstream.play(new JsonObject().put("pokemon/1", DOCUMENT).put("pokemon/2", DOCUMENT));
    try (var client = LineClient.open(pair.url(), "?fields=id", version)) {
      client.send("\"pokemon/1\"");
      assertThat(id(client.next())).isEqualTo("0");
      client.send("\"pokemon/2\"");
      assertThat(id(client.next())).isEqualTo("1");

      assertThat(client.headers().get("content-type")).isEqualTo("application/x-ndjson");
      var summary = client.end().next();
      assertThat(summary.getMap())
          .containsEntry("type", "summary")
          .containsEntry("total", 2)
          .containsEntry("lines", 2)
          .containsEntry("complete", true)
          .doesNotContainKey("stopped");
      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void aStreamLivesLongerThanAnyOfItsLinesMay() {
    upstream.play(new JsonObject().put("pokemon/1", NEVER).put("pokemon/2", DOCUMENT));
    try (var client = LineClient.open(pair.url(), "?deadlineMs=300")) {
      client.send("\"pokemon/1\"");
      var late = client.next();
      client.send("\"pokemon/2\"");
      var inTime = client.next();

      assertThat(late.getJsonObject("item").getInteger("status")).isEqualTo(504);
      assertThat(inTime.getJsonObject("item").getInteger("status")).isEqualTo(200);
      assertThat(client.end().next().getBoolean("complete")).isFalse();
    }
  }

  @Test
  void allLinesShareOneConcurrency() {
    try (var sample = new Sample(SampleConfig.defaults());
        var slow = EmbeddedPair.start(Map.of("POKEAPI_URL", sample.url(), "CACHE_MAX_BYTES", "0"));
        var client = LineClient.open(slow.url(), "?concurrency=10&fields=id")) {
      client.send("\"pokemon/1\"", "\"pokemon/2\"", "\"pokemon/3..20\"");
      client.send(steps(21, 61));

      assertThat(client.end().rest()).hasSize(61);
      assertThat(sample.stats().maxInFlight()).isEqualTo(10);
    }
  }

  @Test
  void inRequestOrderALineWaitsForThoseBeforeIt() {
    upstream.play(
        new JsonObject()
            .put("pokemon/1", DOCUMENT.copy().put("afterMs", 300))
            .put("pokemon/2", DOCUMENT)
            .put("pokemon/3", DOCUMENT.copy().put("afterMs", 100)));
    try (var client = LineClient.open(pair.url(), "?order=request")) {
      client.send("\"pokemon/1\"", "nonsense", "", "{\"parallel\":[\"pokemon/3\",\"pokemon/2\"]}");
      client.send("\"pokemon/2\"");

      var ids = client.end().rest().stream().map(line -> line.getString("id")).toList();
      assertThat(ids).containsExactly("0", "1", "3.0", "3.1", "4", null);
    }
  }

  @Test
  void inRequestOrderItLooksAheadSoFarAndNoFurther() {
    var script = new JsonObject().put("pokemon/0", NEVER);
    IntStream.range(1, LINES).forEach(i -> script.put("pokemon/" + i, DOCUMENT));
    upstream.play(script);
    try (var client = LineClient.open(pair.url(), "?order=request&deadlineMs=5000")) {
      client.send(steps(0, LINES));
      client.end();
      await().until(() -> upstream.requests().size() == 1_000);
      await().during(Duration.ofMillis(300)).until(() -> upstream.requests().size() == 1_000);

      assertThat(client.next().getJsonObject("item").getInteger("status")).isEqualTo(504);
      assertThat(client.rest().stream().limit(LINES - 1).map(StepStreamTest::id))
          .containsExactlyElementsOf(
              IntStream.range(1, LINES).mapToObj(Integer::toString).toList());
    }
  }

  @Test
  void theFirstFailureOfAStreamThatStopsIsItsEndThoughItsBodyGoesOn() {
    upstream.play(new JsonObject().put("pokemon/1", NEVER).put("pokemon/3", DOCUMENT));
    try (var client = LineClient.open(pair.url(), "?onError=stop")) {
      client.send("\"pokemon/1\"", "{\"sequence\":[\"pokemon/1\",\"pokemon/3\"]}");
      await().until(() -> !upstream.requests().isEmpty());
      client.send("\"pokemon/3\"");
      assertThat(id(client.next())).isEqualTo("2");
      client.send("{\"id\":\"gone\",\"get\":\"pokemon/2\"}");

      var rest = client.rest();

      assertThat(rest.stream().map(StepStreamTest::told))
          .startsWith("gone 404")
          .contains("0 499", "1.0 499", "1.1 424")
          .hasSize(5);
      assertThat(rest.get(4).getMap())
          .containsEntry("type", "summary")
          .containsEntry("total", 5)
          .containsEntry("succeeded", 1)
          .containsEntry("failed", 1)
          .containsEntry("skipped", 1)
          .containsEntry("cancelled", 2)
          .containsEntry("lines", 4)
          .containsEntry("stopped", "group")
          .containsEntry("complete", false);
      await().until(() -> client.send("\"pokemon/3\"").failed());
      assertThat(upstream.requests()).containsOnlyOnce("pokemon/3");
    }
  }

  @Test
  void aClientThatGoesAwayCancelsWhatOnlyItWaitedFor() {
    try (var sample = new Sample(SampleConfig.defaults().withLatencyMs(20_000));
        var slow = EmbeddedPair.start(Map.of("POKEAPI_URL", sample.url()));
        var client = LineClient.open(slow.url(), "?deadlineMs=60000")) {
      client.send("\"pokemon/1..4\"", "{\"sequence\":[\"pokemon/5\",\"pokemon/6\"]}", "\"poke");
      await().until(() -> sample.stats().inFlight() == 5);

      client.leave();

      await().until(() -> sample.stats().cancelled() == 5);
      assertThat(sample.stats().requests()).isEqualTo(5);
    }
  }

  private static String[] steps(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "\"pokemon/" + i + "\"").toArray(String[]::new);
  }

  private static String id(JsonObject line) {
    return line.getString("id");
  }

  private static String told(JsonObject line) {
    return line.containsKey("item")
        ? id(line) + " " + line.getJsonObject("item").getInteger("status")
        : line.getString("type");
  }
}
