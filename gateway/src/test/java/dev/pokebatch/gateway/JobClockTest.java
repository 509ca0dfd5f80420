package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.PostgresServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Gateways whose clocks differ from the database's clock. */
class JobClockTest {

  private static final Duration AHEAD = Duration.ofHours(5);

  @Test
  void theTimesOfAJobAreTheDatabases() {
    var server = PostgresServer.shared();
    var url = server.emptySchema();
    server.execute("CREATE SCHEMA clock");
    server.execute(
        "CREATE FUNCTION clock.now() RETURNS timestamptz LANGUAGE sql STABLE AS"
            + " 'SELECT pg_catalog.now() + interval ''5 hours'''");
    var before = Instant.now();
    var settings =
        Map.of(
            "POKEAPI_URL", "sample",
            "SAMPLE_LATENCY_MS", "0",
            // A name is looked for in these schemas, in this order.
            "DATABASE_URL", url + ",clock,pg_catalog",
            "JOB_KEPT_MS", "60000");
    try (var pair = EmbeddedPair.start(settings)) {
      var client = new JobClient(pair.url());
      var batch =
          new JsonObject()
              .put("requests", new JsonArray().add("pokemon/1..3"))
              .put("fields", "id")
              .put("deadlineMs", 600_000);

      var ended = client.awaitEnd(client.submitted(batch));

      assertThat(ended.getString("endReason")).isEqualTo("completed");
      for (var time : new String[] {"createdAt", "startedAt", "endedAt", "expiresAt"}) {
        assertThat(Instant.parse(ended.getString(time))).as(time).isAfter(before.plus(AHEAD));
      }
    }
  }
}
