package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.StoreDatabase;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Gateways that share a database share quotas, and a gateway that starts again has not forgotten.
 */
class SharedQuotasTest {

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @ParameterizedTest
  @EnumSource
  void whatAClientGetsFromOneGatewayCountsAtTheOther(StoreDatabase database) {
    var settings = settings(database);
    try (var one = EmbeddedPair.start(settings);
        var other = EmbeddedPair.start(settings)) {
      assertThat(get(other, "/v1/nature/1").statusCode()).isEqualTo(200);
      assertThat(get(one, "/v1/pokemon/1..40").statusCode()).isEqualTo(200);

      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> get(other, "/v1/nature/1").statusCode() == 429);
    }
    try (var again = EmbeddedPair.start(settings)) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> get(again, "/v1/nature/1").statusCode() == 429);
      var limits = new JsonObject(get(again, "/v1/limits").body());
      assertThat(limits.getJsonObject("quotas").getJsonObject("bytes").getLong("left")).isZero();
    }
  }

  private Map<String, String> settings(StoreDatabase database) {
    var settings = new HashMap<>(database.settings(folder));
    settings.put("POKEAPI_URL", "sample");
    settings.put("SAMPLE_LATENCY_MS", "0");
    settings.put("QUOTA_BYTES_PER_DAY", "20000");
    return settings;
  }

  private static HttpResponse<String> get(EmbeddedPair pair, String path) {
    var client = new Client(pair.url());
    return client.send(client.request("GET", path, Map.of(), new byte[0]), BodyHandlers.ofString());
  }
}
