package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.sample.SampleConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The speed-up in the summary of an answer. */
class SpeedupTest {

  private static final int CONNECTIONS = 2;

  @ParameterizedTest
  @ValueSource(strings = {"non-blocking", "blocking"})
  void waitingForATurnIsNoWork(String transport) {
    var config = SampleConfig.defaults().withLatencyMs(30).withDocumentKb(40).withDocuments(100);
    try (var sample = new Sample(config);
        var pair =
            EmbeddedPair.start(
                Map.of(
                    "POKEAPI_URL",
                    sample.url(),
                    "UPSTREAM_CONNECTIONS",
                    String.valueOf(CONNECTIONS),
                    "FETCHER_INSTANCES",
                    "1"))) {
      var batch =
          new JsonObject()
              .put("requests", new JsonArray().add("pokemon/1..20"))
              .put("fields", "id")
              .put("transport", transport);
      var client = new Client(pair.url());

      var cold = client.batch(batch).getJsonObject("summary");
      var warm = client.batch(batch).getJsonObject("summary");

      var upstream = cold.getJsonObject("upstream");
      assertThat(upstream.getInteger("requests")).isEqualTo(20);
      // So many exchanges at a time cannot add up to more than so many times the whole.
      assertThat(cold.getDouble("speedup")).isLessThanOrEqualTo(CONNECTIONS);
      assertThat(cold.getDouble("speedup"))
          .isCloseTo(upstream.getDouble("timeMs") / cold.getDouble("durationMs"), within(0.06));
      assertThat(warm.getJsonObject("upstream").getInteger("requests")).isZero();
      assertThat(warm.containsKey("speedup")).isFalse();
    }
  }
}
