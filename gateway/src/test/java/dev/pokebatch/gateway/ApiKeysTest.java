package dev.pokebatch.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.KeysFile;
import dev.pokebatch.gateway.testing.StoreDatabase;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** API keys in the database, over HTTP, on both databases. */
class ApiKeysTest {

  private static final Map<String, String> ADMIN = KeysFile.header("admin");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @ParameterizedTest
  @EnumSource
  void aKeyWorksFromItsCreationToItsDeletionAndAcrossRestarts(StoreDatabase database) {
    var settings = settings(database);
    String self;
    Map<String, String> misty;
    try (var pair = EmbeddedPair.start(settings)) {
      var created = create(pair, "{\"name\": \"misty\", \"scopes\": [\"jobs\", \"batch\"]}");
      assertThat(created.statusCode()).isEqualTo(201);
      var key = new JsonObject(created.body());
      self = key.getJsonObject("links").getString("self");
      misty = Map.of("Authorization", "Bearer " + key.getString("key"));

      assertThat(created.headers().firstValue("Location")).contains(self);
      assertThat(key.getJsonArray("scopes").encode()).isEqualTo("[\"batch\",\"jobs\"]");
      assertThat(send(pair, "GET", "/v1/batches", misty).statusCode()).isEqualTo(200);
      assertThat(send(pair, "GET", "/v1/collections", misty).statusCode()).isEqualTo(403);
      for (var path : List.of("/v1/keys", self)) {
        assertThat(send(pair, "GET", path, ADMIN).body())
            .contains("misty")
            .doesNotContain(key.getString("key"));
      }
    }
    try (var pair = EmbeddedPair.start(settings)) {
      assertThat(send(pair, "GET", "/v1/batches", misty).statusCode()).isEqualTo(200);
      assertThat(send(pair, "DELETE", self, ADMIN).statusCode()).isEqualTo(204);
      assertThat(send(pair, "GET", "/v1/batches", misty).statusCode()).isEqualTo(401);
      assertThat(send(pair, "GET", self, ADMIN).statusCode()).isEqualTo(404);
      assertThat(send(pair, "DELETE", self, ADMIN).statusCode()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @EnumSource
  void gatewaysThatShareADatabaseKnowEachOthersKeys(StoreDatabase database) {
    var settings = settings(database);
    try (var one = EmbeddedPair.start(settings);
        var other = EmbeddedPair.start(settings)) {
      var key =
          new JsonObject(create(one, "{\"name\": \"misty\", \"scopes\": [\"batch\"]}").body());
      var misty = Map.of("Authorization", "Bearer " + key.getString("key"));

      await().until(() -> send(other, "GET", "/v1/limits", misty).statusCode() == 200);
      send(one, "DELETE", key.getJsonObject("links").getString("self"), ADMIN);

      await().until(() -> send(other, "GET", "/v1/limits", misty).statusCode() == 401);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aKeyHasItsQuotasAcrossRestarts(StoreDatabase database) {
    var settings = settings(database);
    String secret;
    try (var pair = EmbeddedPair.start(settings)) {
      var quotas = "{\"batches\": 2, \"bytesPerDay\": 0}";
      var body = "{\"name\": \"misty\", \"scopes\": [\"batch\"], \"quotas\": " + quotas + "}";
      var created = new JsonObject(create(pair, body).body());
      var self = created.getJsonObject("links").getString("self");
      secret = created.getString("key");

      assertThat(created.getJsonObject("quotas")).isEqualTo(new JsonObject(quotas));
      assertThat(new JsonObject(send(pair, "GET", self, ADMIN).body()).getJsonObject("quotas"))
          .isEqualTo(new JsonObject(quotas));
      assertThat(create(pair, body.replace("2", "-1").replace("bytesPerDay", "bytes")).body())
          .contains("/quotas/batches", "/quotas/bytes");
    }
    try (var pair = EmbeddedPair.start(settings)) {
      var limits = send(pair, "GET", "/v1/limits", Map.of("Authorization", "Bearer " + secret));
      assertThat(new JsonObject(limits.body()).getJsonObject("quotas").encode())
          .isEqualTo("{\"batches\":{\"max\":2,\"left\":2}}");
    }
  }

  @ParameterizedTest
  @EnumSource
  void anExpiredKeyIsRefusedAndAllFaultsAreNamed(StoreDatabase database) {
    try (var pair = EmbeddedPair.start(settings(database))) {
      var over =
          create(
              pair,
              "{\"name\": \"old\", \"scopes\": [\"batch\"], \"expiresAt\": \"2020-01-01T00:00:00Z\"}");
      var faulty =
          create(
              pair,
              "{\"name\": \"anonymous\", \"scope\": 1, \"expiresAt\": \"+999999999-12-31T00:00:00Z\"}");
      var third = create(pair, "{\"name\": \"a\", \"scopes\": [\"admin\"]}");
      var tooMany = create(pair, "{\"name\": \"b\", \"scopes\": [\"admin\"]}");

      var old = Map.of("Authorization", "Bearer " + new JsonObject(over.body()).getString("key"));
      assertThat(send(pair, "GET", "/v1/limits", old).body()).contains("has expired");
      assertThat(faulty.statusCode()).isEqualTo(400);
      assertThat(faulty.body()).contains("/name", "/scope\"", "/scopes", "/expiresAt");
      assertThat(create(pair, "[").body()).contains("/problems/malformed-json");
      assertThat(create(pair, "[]").body()).contains("must be an object");
      assertThat(third.statusCode()).isEqualTo(201);
      assertThat(tooMany.statusCode()).isEqualTo(422);
      assertThat(tooMany.body()).contains("\"limit\":\"apiKeys\",\"max\":2,\"actual\":3");
    }
  }

  private Map<String, String> settings(StoreDatabase database) {
    var file = KeysFile.write(folder.resolve("keys.json"), KeysFile.key("admin", "admin"));
    var settings = new HashMap<>(database.settings(folder.resolve("data")));
    settings.put("POKEAPI_URL", "sample");
    settings.put("SAMPLE_LATENCY_MS", "0");
    settings.put("API_KEYS_FILE", file.toString());
    settings.put("MAX_API_KEYS", "2");
    return settings;
  }

  private static HttpResponse<String> create(EmbeddedPair pair, String body) {
    var headers = new HashMap<>(ADMIN);
    headers.put("Content-Type", "application/json");
    var client = new Client(pair.url());
    return client.send(
        client.request("POST", "/v1/keys", headers, body.getBytes(UTF_8)), BodyHandlers.ofString());
  }

  private static HttpResponse<String> send(
      EmbeddedPair pair, String method, String path, Map<String, String> headers) {
    var client = new Client(pair.url());
    return client.send(client.request(method, path, headers, new byte[0]), BodyHandlers.ofString());
  }
}
