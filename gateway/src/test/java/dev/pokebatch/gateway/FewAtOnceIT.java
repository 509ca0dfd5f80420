package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.sample.InjectedFault;
import dev.pokebatch.sample.SampleConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An upstream that accepts a limited number of concurrent requests and refuses the rest for a
 * second: a batch with a higher concurrency takes little longer than one whose {@code concurrency}
 * equals the limit.
 */
class FewAtOnceIT {

  private static final int DOCUMENTS = 200;

  @ParameterizedTest
  @CsvSource({"2, 1", "3, 2", "5, 4", "10, 2", "20, 2", "30, 3", "50, 2"})
  void aBatchThatIsNotToldTakesNoMoreThanThreeTimesTheIdeal(int atOnce, int lanes) {
    var config = SampleConfig.defaults().withDocuments(DOCUMENTS).withDocumentKb(40);
    try (var sample = new Sample(config.withLatencyMs(60).withAtOnce(atOnce))) {
      var told = durationMs(sample, lanes, batch().put("concurrency", Math.min(atOnce, 32)));
      assertThat(sample.stats().faults(InjectedFault.RATE_LIMITED)).isZero();
      var untold = durationMs(sample, lanes, batch());

      assertThat(untold).isLessThan(3 * told);
      assertThat(sample.stats().faults(InjectedFault.RATE_LIMITED)).isLessThan(DOCUMENTS);
    }
  }

  private static double durationMs(Sample sample, int lanes, JsonObject batch) {
    var settings =
        Map.of(
            "POKEAPI_URL", sample.url(),
            "CACHE_MAX_BYTES", "0",
            "FETCHER_INSTANCES", String.valueOf(lanes));
    try (var pair = EmbeddedPair.start(settings)) {
      var answer = new Client(pair.url()).batch(batch);
      assertThat(answer.getBoolean("complete"))
          .as(answer.getJsonObject("summary").encode())
          .isTrue();
      return answer.getJsonObject("summary").getDouble("durationMs");
    }
  }

  private static JsonObject batch() {
    return new JsonObject()
        .put("requests", new JsonArray().add("pokemon/1.." + DOCUMENTS))
        .put("fields", "id")
        .put("deadlineMs", 60_000);
  }
}
