package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.GatedUpstream;
import dev.pokebatch.gateway.testing.JobClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A document of one client does not wait for those of another client that came before. */
class FirstBurstTest {

  private static final int CONNECTIONS = 64;
  private static final int RESERVE = 2;

  @Test
  void isRequestedBeforeAnyOfTwoThousandOthersIsAnswered() {
    try (var upstream = new GatedUpstream();
        var pair =
            EmbeddedPair.start(
                Map.of(
                    "POKEAPI_URL", upstream.url(),
                    "UPSTREAM_CONNECTIONS", String.valueOf(CONNECTIONS),
                    "TRUSTED_PROXIES", "127.0.0.1"))) {
      var client = new JobClient(pair.url());
      var large = post(client, "192.0.2.1", "pokemon/1..2000");
      upstream.awaitArrived(CONNECTIONS - RESERVE);
      await().until(() -> waiting(pair) > 0);

      var small = post(client, "192.0.2.2", "pokemon/3000");
      upstream.awaitArrived(CONNECTIONS - RESERVE + 1);
      assertThat(large).isNotDone();

      upstream.open();
      assertThat(small.join()).contains("\"succeeded\":1");
      assertThat(large.join()).contains("\"succeeded\":2000");
    }
  }

  /** How many documents wait for a permit. */
  private static double waiting(EmbeddedPair pair) {
    return pair.metrics()
        .registry()
        .get("pokebatch.upstream.permits.waiting")
        .tag("kind", "requests")
        .gauge()
        .value();
  }

  private static CompletableFuture<String> post(JobClient client, String address, String get) {
    var batch =
        new JsonObject()
            .put("requests", new JsonArray().add(get))
            .put("concurrency", 256)
            .put("deadlineMs", 60_000);
    return CompletableFuture.supplyAsync(
        () -> client.post(batch, Map.of("X-Forwarded-For", address)).body());
  }
}
