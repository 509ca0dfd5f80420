package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.launch.GatewayDeployment;
import dev.pokebatch.gateway.launch.GatewaySettings;
import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.ScriptedUpstream;
import dev.pokebatch.process.cluster.ClusterNode;
import dev.pokebatch.process.settings.Settings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The explanation of a batch matches the answer of the batch. */
class ExplainTest {

  private static final String LIST = "nature?limit=100000&offset=0";

  private static final JsonObject BATCH =
      new JsonObject(
          """
          { "requests": [
              "pokemon/1..3", "pokemon/2", "/api/v2/pokemon/3/",
              { "all": "nature" },
              { "sequence": ["type/1", "type/2"] } ] }
          """);

  private final ScriptedUpstream upstream = new ScriptedUpstream();

  ExplainTest() {
    var script = new JsonObject().put("", document(0)).put(LIST, list("nature", 3));
    for (var target : new String[] {"pokemon/1", "pokemon/2", "pokemon/3", "type/1", "type/2"}) {
      script.put(target, document(100));
    }
    IntStream.rangeClosed(1, 3).forEach(id -> script.put("nature/" + id, document(10)));
    upstream.play(script);
  }

  @AfterEach
  void stop() {
    upstream.close();
  }

  @Test
  void asMuchIsAskedOfTheUpstreamAsWasSaid() {
    try (var pair = start(Map.of())) {
      var client = new Client(pair.url());
      client.batch(batch("pokemon/1", "type/2"));

      var before = explain(client, BATCH);
      var asked = upstream.requests();
      var summary = client.batch(BATCH).getJsonObject("summary").getJsonObject("upstream");
      var after = explain(client, BATCH);

      assertThat(asked).doesNotContain("pokemon/2", "nature/1").contains(LIST);
      assertThat(before.getJsonObject("documents").getMap())
          .containsEntry("total", 10)
          .containsEntry("unique", 8)
          .containsEntry("unknownUntilRun", false);
      assertThat(before.getInteger("cached")).isEqualTo(2);
      assertThat(before.getInteger("cachedBytes"))
          .as("as they are kept, compressed")
          .isBetween(2 * 20, 2 * bytes(100));
      assertThat(before.getJsonObject("estimate").getInteger("requests"))
          .isEqualTo(6)
          .isEqualTo(summary.getInteger("requests"));
      assertThat(after.getInteger("cached")).isEqualTo(8);
      assertThat(after.getJsonObject("estimate").getMap())
          .containsEntry("requests", 0)
          .containsEntry("bytes", 0)
          .containsEntry("timeMs", 0);
    }
  }

  @Test
  void whereNothingIsKeptTheListsAreToBeReadAgain() {
    try (var pair = start(Map.of("CACHE_MAX_BYTES", "0"))) {
      var client = new Client(pair.url());
      var batch = batch("pokemon/1..3");
      batch.getJsonArray("requests").add(new JsonObject().put("all", "nature"));
      var said = explain(client, batch).getJsonObject("estimate");
      var summary = client.batch(batch).getJsonObject("summary").getJsonObject("upstream");

      assertThat(said.getInteger("requests"))
          .isEqualTo(3 + 1 + 3)
          .isEqualTo(summary.getInteger("requests"));
    }
  }

  @Test
  void whatIsExpectedIsWhatWasSeenWhicheverVerticleSawIt() {
    try (var pair = start(Map.of("GATEWAY_INSTANCES", "2"))) {
      var client = new Client(pair.url());
      assertThat(basis(explain(client, batch("pokemon/2")))).isZero();
      client.batch(batch("pokemon/1", "nature/1"));

      for (var i = 0; i < 4; i++) {
        var answer = explain(client, batch("pokemon/2"));

        assertThat(basis(answer)).isEqualTo(2);
        assertThat(answer.getJsonObject("estimate").getInteger("bytes")).isEqualTo(bytes(100));
      }
    }
  }

  @Test
  void whoReadsListsTakesAPlaceAmongTheBatchesAndWhoDoesNotNeedsNone() {
    try (var pair = start(Map.of("GATEWAY_INSTANCES", "1", "MAX_BATCHES", "1"))) {
      upstream.play(new JsonObject().put("", document(0)).put("slow/1", slow()));
      var client = new Client(pair.url());
      var first = client.postAsync(batch("slow/1"));
      await().until(() -> upstream.requests().contains("slow/1"));

      assertThat(post(client, batch("pokemon/1..9")).statusCode()).isEqualTo(200);
      assertThat(post(client, BATCH).statusCode()).isEqualTo(503);
      assertThat(first.join().statusCode()).isEqualTo(200);
      await().until(() -> post(client, BATCH).statusCode() == 200);
    }
  }

  @Test
  void aClientThatGoesAwayWhileListsAreReadLeavesItsPlace() throws IOException {
    try (var pair = start(Map.of("GATEWAY_INSTANCES", "1", "MAX_BATCHES", "1"))) {
      upstream.play(new JsonObject().put(LIST, new JsonObject().put("never", true)));
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), pair.url().getPort())) {
        socket.getOutputStream().write(raw(BATCH.encode()));
        await().until(() -> upstream.requests().contains(LIST));
      }

      var client = new Client(pair.url());
      var batch = batch("pokemon/404");
      await().until(() -> client.post(batch, BodyHandlers.ofString()).statusCode() == 200);
    }
  }

  @Test
  void whereNoFetcherIsThereNothingIsExplained() {
    var node = EmbeddedPair.await(ClusterNode.alone());
    var settings = Settings.of(Map.of("HTTP_PORT", "0", "HTTP_HOST", "127.0.0.1"));
    var gateway = GatewayDeployment.deploy(node, GatewaySettings.gateway(settings));
    var url = URI.create("http://127.0.0.1:" + EmbeddedPair.await(gateway).port());

    var refused = post(new Client(url), batch("pokemon/1"));

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(new JsonObject(refused.body()).getString("type")).isEqualTo("/problems/no-fetcher");
    EmbeddedPair.await(node.vertx().close());
  }

  private static byte[] raw(String body) {
    var head =
        """
        POST /v1/explain HTTP/1.1
        Host: x
        Content-Type: application/json
        Content-Length: %d

        """;
    var text = String.format(Locale.ROOT, head, body.length()).replace("\n", "\r\n") + body;
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private EmbeddedPair start(Map<String, String> settings) {
    var all = new HashMap<>(settings);
    all.put("POKEAPI_URL", upstream.url());
    return EmbeddedPair.start(all);
  }

  private static JsonObject explain(Client client, JsonObject batch) {
    return new JsonObject(post(client, batch).body());
  }

  private static HttpResponse<String> post(Client client, JsonObject batch) {
    var headers = Map.of("Content-Type", "application/json");
    var request = client.request("POST", "/v1/explain", headers, batch.toBuffer().getBytes());
    return client.send(request, BodyHandlers.ofString());
  }

  private static JsonObject batch(String... targets) {
    return new JsonObject().put("requests", JsonArray.of((Object[]) targets));
  }

  private static long basis(JsonObject explanation) {
    return explanation.getJsonObject("estimate").getJsonObject("basis").getLong("requests");
  }

  private static JsonObject document(int length) {
    return kept().put("body", body(length));
  }

  private static int bytes(int length) {
    return body(length).toBuffer().length();
  }

  private static JsonObject body(int length) {
    return new JsonObject().put("name", "x".repeat(length));
  }

  private static JsonObject slow() {
    return document(1).put("afterMs", 2_000);
  }

  private static JsonObject list(String resource, int size) {
    var results = new JsonArray();
    IntStream.rangeClosed(1, size)
        .forEach(id -> results.add(new JsonObject().put("url", "/api/v2/" + resource + "/" + id)));
    return kept().put("body", new JsonObject().put("results", results));
  }

  /** An answer that may be used again without asking. */
  private static JsonObject kept() {
    var headers = new JsonObject().put("cache-control", "max-age=86400");
    return new JsonObject().put("headers", headers);
  }
}
