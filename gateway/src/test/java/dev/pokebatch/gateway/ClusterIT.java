package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.fetcher.sample.SampleConfig;
import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.ClusteredPair;
import dev.pokebatch.gateway.testing.Sample;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is different where gateway and fetcher are two processes. */
class ClusterIT {

  @Test
  void aClientThatGoesAwayIsHeardOfInTheFetchersProcess() {
    try (var sample = new Sample(SampleConfig.defaults().withLatencyMs(60_000));
        var pair =
            ClusteredPair.start(
                Map.of("POKEAPI_URL", sample.url(), "UPSTREAM_TIMEOUT_MS", "60000"))) {
      var leaves =
          new Client(pair.url()).postAsync(batch("pokemon/1..10").put("deadlineMs", 60_000));
      await().atMost(Duration.ofSeconds(20)).until(() -> sample.stats().inFlight() == 10);

      leaves.cancel(true);

      await().atMost(Duration.ofSeconds(10)).until(() -> sample.stats().cancelled() == 10);
    }
  }

  @Test
  void withoutAFetcherEveryDocumentSaysSoAtOnce() {
    try (var pair = ClusteredPair.start(Map.of("POKEAPI_URL", "sample"))) {
      pair.stopFetcher();
      var client = new Client(pair.url());

      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () -> {
                var answer = client.batch(batch("pokemon/1..3").put("deadlineMs", 5_000));
                var items = answer.getJsonArray("responses").getJsonObject(0).getJsonArray("items");
                assertThat(items)
                    .allSatisfy(
                        item ->
                            assertThat(
                                    ((JsonObject) item).getJsonObject("problem").getString("type"))
                                .isEqualTo("/problems/no-fetcher"));
                assertThat(answer.getJsonObject("summary").getDouble("durationMs"))
                    .isLessThan(1_000);
              });
    }
  }

  private static JsonObject batch(String get) {
    return new JsonObject().put("requests", new JsonArray().add(get));
  }
}
