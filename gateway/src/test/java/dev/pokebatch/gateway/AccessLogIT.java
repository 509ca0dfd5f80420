package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.GatewayProcess;
import dev.pokebatch.gateway.testing.LineClient;
import dev.pokebatch.gateway.testing.RawRequest;
import dev.pokebatch.process.digest.Sha256;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The access log and the audit log, as an operator finds them in the output of a gateway. */
class AccessLogIT {

  private static final String SECRET = "pb_" + "a".repeat(43);

  @Test
  void jsonLinesSayWhoHasAskedForWhatAndWhatItCost(@TempDir Path folder) throws IOException {
    var keys = Files.writeString(folder.resolve("keys.json"), keys());
    var settings =
        Map.of(
            "POKEAPI_URL", "sample",
            "SAMPLE_LATENCY_MS", "0",
            "ACCESS_LOG", "json",
            "TRUSTED_PROXIES", "127.0.0.1",
            "API_KEYS_FILE", keys.toString(),
            "DATA_DIR", folder.toString());
    try (var gateway = GatewayProcess.start(settings)) {
      send(gateway, "GET", "/v1/pokemon/1..3?fields=id", Map.of("X-Request-Id", "one"));
      send(gateway, "GET", "/v1/pokemon/1..3?fields=id", forwarded("two"));
      send(gateway, "GET", "/nowhere", Map.of("X-Request-Id", "three", "Authorization", "pb_x"));
      send(gateway, "DELETE", "/v1/batches/none", withKey("four"));
      try (var leaving = LineClient.open(gateway.url(), "")) {
        leaving.send("\"pokemon/1\"");
        assertThat(leaving.next().getString("id")).isEqualTo("0");
      }
      await().until(() -> gateway.output().contains("\"status\":499"));
      assertThat(gateway.stop()).isEqualTo(143);

      assertThat(line(gateway, "one").getMap())
          .containsEntry("address", "127.0.0.1")
          .containsEntry("method", "GET")
          .containsEntry("path", "/v1/pokemon/1..3")
          .containsEntry("route", "/v1/{resource}/{keys}")
          .containsEntry("status", 200)
          .containsEntry("documents", 3)
          .containsEntry("upstreamRequests", 3)
          .doesNotContainKey("key");
      var time = OffsetDateTime.parse(line(gateway, "one").getString("time")).toInstant();
      assertThat(time).isBetween(Instant.now().minusSeconds(300), Instant.now());
      assertThat(line(gateway, "one").getLong("bytes")).isPositive();
      assertThat(line(gateway, "one").getDouble("durationMs")).isPositive();
      assertThat(line(gateway, "two").getMap())
          .containsEntry("address", "2001:db8::7")
          .containsEntry("upstreamRequests", 0);
      assertThat(line(gateway, "three").getMap()).containsEntry("status", 401);
      assertThat(lines(gateway, "four"))
          .hasSize(2)
          .allSatisfy(
              line ->
                  assertThat(line.getMap())
                      .containsEntry("status", 404)
                      .containsEntry("key", sha256().substring(0, 16)))
          .filteredOn(line -> line.containsKey("audit"))
          .hasSize(1)
          .allSatisfy(
              line -> assertThat(line.getString("audit")).isEqualTo("DELETE /v1/batches/{id}"));
      assertThat(gateway.output()).doesNotContain(SECRET, "fields=id");
    }
  }

  @Test
  void combinedLinesCannotBeForged() {
    var settings = Map.of("POKEAPI_URL", "sample", "ACCESS_LOG", "combined");
    try (var gateway = GatewayProcess.start(settings)) {
      var headers =
          Map.of(
              "X-Request-Id", "one",
              "User-Agent", "x\" 200 \\",
              "Referer", "https://example.org/page?token=1");
      send(gateway, "GET", "/nowhere?secret=2", headers);
      assertThat(gateway.stop()).isEqualTo(143);

      assertThat(gateway.output().lines())
          .anySatisfy(
              line ->
                  assertThat(line)
                      .matches(
                          "127\\.0\\.0\\.1 - - \\[\\d\\d/[A-Z][a-z]{2}/\\d{4}:[\\d:]{8} [+-]\\d{4}]"
                              + " \"GET /nowhere HTTP/[12]\\.[01]\" 404 \\d+"
                              + " \"https://example\\.org/page\" \"x\\\\\" 200 \\\\\\\\\""
                              + " id=one route=- documents=- upstream=- ms=\\d+\\.\\d"));
    }
  }

  @Test
  void requestsWhoseHeadsCannotBeParsedAreLogged() {
    for (var format : List.of("json", "combined")) {
      var settings =
          Map.of(
              "POKEAPI_URL", "sample",
              "ACCESS_LOG", format,
              "REQUEST_HEAD_TIMEOUT_MS", "1000");
      try (var gateway = GatewayProcess.start(settings)) {
        var malformed = sendRaw(gateway, "GET /secret HTTP/1.1\r\nsecret\r\n\r\n");
        var tooSlow = sendRaw(gateway, "GET /secret");
        var tooLong = sendRaw(gateway, "GET /" + "s".repeat(5_000) + " HTTP/1.1\r\n\r\n");
        assertThat(gateway.stop()).isEqualTo(143);

        assertUnreadable(gateway, format, malformed, 400);
        assertUnreadable(gateway, format, tooSlow, 408);
        assertUnreadable(gateway, format, tooLong, 414);
        assertThat(gateway.output()).doesNotContain("secret", "ssss");
      }
    }
  }

  private static RawRequest.Answer sendRaw(GatewayProcess gateway, String text) {
    try (var raw = new RawRequest(gateway.url())) {
      return raw.send(text).answer();
    }
  }

  private static void assertUnreadable(
      GatewayProcess gateway, String format, RawRequest.Answer answer, int status) {
    assertThat(answer.status()).isEqualTo(status);
    var id = answer.header("X-Request-Id");
    if (format.equals("json")) {
      assertThat(line(gateway, id).getMap())
          .containsEntry("status", status)
          .containsEntry("address", "127.0.0.1")
          .containsEntry("bytes", answer.body().length())
          .doesNotContainKeys("method", "path", "route");
    } else {
      var line = "] \"-\" " + status + " " + answer.body().length() + " \"-\" \"-\" id=" + id + " ";
      assertThat(gateway.output()).containsOnlyOnce(line);
    }
  }

  private static String keys() {
    return new JsonObject()
        .put(
            "keys",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("name", "ops")
                        .put("sha256", sha256())
                        .put("scopes", List.of("admin"))))
        .encode();
  }

  private static String sha256() {
    var digest = Sha256.newDigest().digest(SECRET.getBytes(StandardCharsets.US_ASCII));
    return HexFormat.of().formatHex(digest);
  }

  private static Map<String, String> withKey(String id) {
    return Map.of("X-Request-Id", id, "Authorization", "Bearer " + SECRET);
  }

  private static Map<String, String> forwarded(String id) {
    return Map.of("X-Request-Id", id, "X-Forwarded-For", "2001:db8:0:0::7");
  }

  private static void send(
      GatewayProcess gateway, String method, String path, Map<String, String> headers) {
    var client = new Client(gateway.url());
    client.send(client.request(method, path, headers, new byte[0]), BodyHandlers.ofString());
  }

  private static JsonObject line(GatewayProcess gateway, String id) {
    assertThat(lines(gateway, id)).hasSize(1);
    return lines(gateway, id).get(0);
  }

  private static List<JsonObject> lines(GatewayProcess gateway, String id) {
    return gateway
        .output()
        .lines()
        .filter(line -> line.startsWith("{"))
        .map(JsonObject::new)
        .filter(line -> line.getString("requestId").equals(id))
        .toList();
  }
}
