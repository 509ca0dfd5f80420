package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.GatedUpstream;
import dev.pokebatch.gateway.testing.JobClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Limits apply to all verticles of a gateway process together, and one verticle can use all of a
 * limit.
 */
@SuppressWarnings("NullAway.Init") // JUnit sees to the fields
class ProcessBoundsTest {

  private static final int VERTICLES = 4;

  @TempDir Path folder;

  private final GatedUpstream upstream = new GatedUpstream();

  @AfterEach
  void stop() {
    upstream.close();
  }

  @Test
  void oneJobAtATimeIsOneOverAllVerticles() {
    try (var pair = start(Map.of("MAX_JOBS", "1", "DATA_DIR", folder.toString()))) {
      var client = new JobClient(pair.url());
      var jobs = IntStream.range(1, 6).mapToObj(i -> client.submitted(batch("pokemon/" + i)));
      var paths = jobs.toList();
      upstream.awaitArrived(1);
      // Every verticle looks for jobs once a second: by then each has had its chance.
      client.send("GET", paths.get(1), Map.of("Prefer", "wait=2"));

      assertThat(client.json("/v1/batches?state=running").getJsonArray("jobs")).hasSize(1);
      assertThat(upstream.arrived()).isOne();
      upstream.open();
      paths.forEach(path -> assertThat(client.awaitEnd(path).getBoolean("complete")).isTrue());
      assertThat(upstream.mostInFlight()).isOne();
    }
  }

  @Test
  void asManyJobsRunAsMayWhicheverVerticlesClaimThem() {
    try (var pair = start(Map.of("MAX_JOBS", "3", "DATA_DIR", folder.toString()))) {
      var client = new JobClient(pair.url());
      var paths =
          IntStream.range(1, 6).mapToObj(i -> client.submitted(batch("pokemon/" + i))).toList();

      upstream.awaitArrived(3);
      client.send("GET", paths.get(4), Map.of("Prefer", "wait=2"));

      assertThat(client.json("/v1/batches?state=running").getJsonArray("jobs")).hasSize(3);
      assertThat(upstream.arrived()).isEqualTo(3);
      upstream.open();
      paths.forEach(client::awaitEnd);
    }
  }

  @Test
  void asManyBatchesRunAsMayAndOneMoreIsRefused() {
    try (var pair = start(Map.of("MAX_BATCHES", "5"))) {
      var answers =
          IntStream.range(1, 9)
              .mapToObj(i -> new Client(pair.url()).postAsync(batch("pokemon/" + i)))
              .toList();
      upstream.awaitArrived(5);
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> answers.stream().filter(CompletableFuture::isDone).count() == 3);
      upstream.open();

      assertThat(answers.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
          .containsExactlyInAnyOrder(200, 200, 200, 200, 200, 503, 503, 503);
    }
  }

  @Test
  void oneBatchMayHaveAllDocumentsInFlightThatTheProcessMay() {
    try (var pair = start(Map.of("MAX_IN_FLIGHT", "6"))) {
      var client = new Client(pair.url());
      var first = client.postAsync(batch("pokemon/1..20"));
      upstream.awaitArrived(6);
      var second = client.postAsync(batch("pokemon/101..120"));
      upstream.open();

      assertThat(first.join().body()).contains("\"complete\":true");
      assertThat(second.join().body()).contains("\"complete\":true");
      assertThat(upstream.mostInFlight()).isLessThanOrEqualTo(6);
    }
  }

  @Test
  void oneJobMayHaveAllDocumentsInFlightThatJobsMay() {
    var settings = Map.of("MAX_JOBS_IN_FLIGHT", "6", "DATA_DIR", folder.toString());
    try (var pair = start(settings)) {
      var client = new JobClient(pair.url());
      var job = client.submitted(batch("pokemon/1..20"));
      upstream.awaitArrived(6);
      upstream.open();

      assertThat(client.awaitEnd(job).getBoolean("complete")).isTrue();
      assertThat(upstream.mostInFlight()).isLessThanOrEqualTo(6);
    }
  }

  private EmbeddedPair start(Map<String, String> given) {
    var settings = new HashMap<>(given);
    settings.put("POKEAPI_URL", upstream.url());
    settings.put("GATEWAY_INSTANCES", String.valueOf(VERTICLES));
    settings.put("DISK_MAX_BYTES", "0");
    settings.put("CACHE_MAX_BYTES", "0");
    return EmbeddedPair.start(settings);
  }

  private static JsonObject batch(String step) {
    return new JsonObject()
        .put("requests", new JsonArray(List.of(step)))
        .put("fields", "id")
        .put("deadlineMs", 60_000);
  }
}
