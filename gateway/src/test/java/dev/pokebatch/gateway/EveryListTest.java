package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.sample.SampleConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The default limits allow the longest list of PokéAPI. */
class EveryListTest {

  /** PokéAPI's longest list is that of machines. */
  private static final int LONGEST_LIST = 2_372;

  @Test
  void allOfTheLargestResourceRunsWithTheDefaultLimits() {
    var config = SampleConfig.defaults().withLatencyMs(0).withDocumentKb(40);
    try (var sample = new Sample(config.withDocuments(LONGEST_LIST));
        var pair = EmbeddedPair.start(Map.of("POKEAPI_URL", sample.url()))) {
      var batch =
          new JsonObject()
              .put("requests", new JsonArray().add(new JsonObject().put("all", "pokemon")))
              .put("fields", "id")
              .put("deadlineMs", 60_000);

      var answer = new JsonObject(new JobClient(pair.url()).post(batch, Map.of()).body());

      assertThat(answer.getBoolean("complete")).as("%s", answer.getJsonObject("summary")).isTrue();
      assertThat(answer.getJsonObject("summary").getInteger("succeeded")).isEqualTo(LONGEST_LIST);
    }
  }
}
