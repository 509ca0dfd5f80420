package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.sample.SampleConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A batch of all Pokémon of Kanto from the cache, with a few fields of each, takes little time. */
class WarmBatchIT {

  private static final int KANTO = 151;
  private static final Duration LONGEST = Duration.ofMillis(100);

  /** The first ones are for the compilers, and the machine may be busy. */
  private static final int MOST_ROUNDS = 50;

  private static final JsonObject BATCH =
      new JsonObject()
          .put("requests", new JsonArray().add("pokemon/1.." + KANTO))
          .put("fields", "id,name,types.type.name,stats.base_stat");

  @Test
  void aWarmBatchOf151WithFieldsTakesLessThanATenthOfASecond() {
    var config = SampleConfig.defaults().withDocuments(KANTO).withLatencyMs(0);
    try (var sample = new Sample(config);
        var pair = EmbeddedPair.start(Map.of("POKEAPI_URL", sample.url()))) {
      var client = new Client(pair.url());
      client.batch(BATCH);
      var rounds = new ArrayList<Duration>();
      do {
        rounds.add(round(client));
      } while (rounds.size() < MOST_ROUNDS && Collections.min(rounds).compareTo(LONGEST) >= 0);

      assertThat(Collections.min(rounds)).as("%s", rounds).isLessThan(LONGEST);
    }
  }

  private static Duration round(Client client) {
    var request = client.batchRequest(BATCH, Map.of());
    var startedAt = System.nanoTime();
    var answer = client.send(request, BodyHandlers.ofString()).body();
    var took = Duration.ofNanos(System.nanoTime() - startedAt);
    var summary = new JsonObject(answer).getJsonObject("summary");
    assertThat(summary.getInteger("succeeded")).isEqualTo(KANTO);
    assertThat(summary.getJsonObject("upstream").getInteger("requests")).isZero();
    return took;
  }
}
