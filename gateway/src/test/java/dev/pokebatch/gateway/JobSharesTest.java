package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.GatedUpstream;
import dev.pokebatch.gateway.testing.JobClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs of several clients that run at the same time share the upstream by client. */
class JobSharesTest {

  private static final int AT_ONCE = 40;

  @Test
  void aSmallJobDoesNotWaitForTheDocumentsOfAnotherClientsLargeOne(@TempDir Path folder) {
    try (var upstream = new GatedUpstream();
        var pair =
            EmbeddedPair.start(
                Map.of(
                    "POKEAPI_URL",
                    upstream.url(),
                    "UPSTREAM_CONNECTIONS",
                    "1",
                    "DATA_DIR",
                    folder.toString(),
                    "TRUSTED_PROXIES",
                    "127.0.0.1"))) {
      var jobs = new JobClient(pair.url());
      submit(jobs, "192.0.2.1", "pokemon/1..1000");
      await().until(() -> waiting(pair) == AT_ONCE - 1);
      var small = submit(jobs, "192.0.2.2", "pokemon/2000");
      await().until(() -> waiting(pair) == AT_ONCE);

      upstream.letThrough(3);

      assertThat(jobs.awaitEnd(small).getString("endReason")).isEqualTo("completed");
    }
  }

  /** How many documents wait for the only permit. */
  private static double waiting(EmbeddedPair pair) {
    return pair.metrics()
        .registry()
        .get("pokebatch.upstream.permits.waiting")
        .tag("kind", "requests")
        .gauge()
        .value();
  }

  private static String submit(JobClient jobs, String client, String get) {
    var batch =
        new JsonObject().put("requests", new JsonArray().add(get)).put("concurrency", AT_ONCE);
    var accepted = jobs.submit(batch, Map.of("X-Forwarded-For", client));
    return accepted.headers().firstValue("Location").orElseThrow();
  }
}
