package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.GatedUpstream;
import dev.pokebatch.gateway.testing.GatewayProcess;
import dev.pokebatch.gateway.testing.HonestJob;
import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.StoreDatabase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Jobs whose gateways crash while they run them. */
@SuppressWarnings("NullAway.Init") // JUnit sees to the fields
class JobAttemptsIT {

  private static final JsonObject BATCH =
      new JsonObject()
          .put(
              "requests",
              new JsonArray(List.of("pokemon/1..3", new JsonObject().put("all", "nature"))))
          .put("fields", "id")
          .put("concurrency", 1);

  @TempDir Path folder;

  private final GatedUpstream upstream = new GatedUpstream();

  @AfterEach
  void stop() {
    upstream.close();
  }

  @ParameterizedTest
  @EnumSource(StoreDatabase.class)
  void aJobThatHasEndedThreeGatewaysFails(StoreDatabase database) {
    var settings = settings(database);
    var job = "";
    for (var attempt = 1; attempt <= 3; attempt++) {
      upstream.letThrough(attempt == 1 ? 1 : 0);
      try (var gateway = GatewayProcess.start(settings)) { // its end is SIGKILL
        job = job.isEmpty() ? new JobClient(gateway.url()).submitted(BATCH) : job;
        upstream.awaitArrived(attempt == 1 ? 2 : 1);
      }
    }
    upstream.letThrough(0);
    try (var gateway = GatewayProcess.start(settings)) {
      var client = new JobClient(gateway.url());

      var ended = client.awaitEnd(job);

      assertThat(ended.getString("endReason")).isEqualTo("failed");
      assertThat(upstream.arrived()).as("it was not run again").isZero();
      assertThat(ended.getJsonObject("summary").getInteger("failed")).isPositive();
      new HonestJob(client, job).assertAddsUp(ended);
    }
  }

  @ParameterizedTest
  @EnumSource(StoreDatabase.class)
  void aJobThatWasGivenBackIsRunHoweverOftenThatWas(StoreDatabase database) {
    var settings = settings(database);
    var job = "";
    for (var restart = 1; restart <= 5; restart++) {
      upstream.letThrough(0);
      try (var gateway = GatewayProcess.start(settings)) {
        job = job.isEmpty() ? new JobClient(gateway.url()).submitted(BATCH) : job;
        upstream.awaitArrived(1);
        gateway.stop();
      }
    }
    upstream.open();
    try (var gateway = GatewayProcess.start(settings)) {
      assertThat(new JobClient(gateway.url()).awaitEnd(job).getBoolean("complete")).isTrue();
    }
  }

  private Map<String, String> settings(StoreDatabase database) {
    var settings = new HashMap<>(database.settings(folder));
    settings.put("POKEAPI_URL", upstream.url());
    settings.put("CACHE_MAX_BYTES", "0");
    settings.put("JOB_LEASE_MS", "500");
    settings.put("SHUTDOWN_GRACE_MS", "2000");
    return settings;
  }
}
