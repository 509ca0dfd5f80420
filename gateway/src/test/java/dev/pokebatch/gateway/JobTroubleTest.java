package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.store.engine.DatabaseConfig;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.PostgresServer;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.sample.SampleConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Jobs without a database or without fetchers, and more jobs than the limits allow. */
@Execution(ExecutionMode.CONCURRENT)
class JobTroubleTest {

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private final Sample sample =
      new Sample(SampleConfig.defaults().withLatencyMs(20).withDocumentKb(40).withDocuments(500));

  @AfterEach
  void stop() {
    sample.close();
  }

  @Test
  void withoutADatabaseThereAreNoJobsButBatchesAllTheSame() {
    try (var pair = EmbeddedPair.start(Map.of("POKEAPI_URL", sample.url()))) {
      var client = new JobClient(pair.url());

      assertRefused(client, "/problems/store-unavailable");
      assertThat(client.submit(batch("pokemon/1"), Map.of()).body()).contains("DATA_DIR");
    }
  }

  @Test
  void whileTheDatabaseIsAwayJobsAreRefusedAndBatchesGoOn() throws IOException {
    var inTheWay = Files.createDirectory(folder.resolve(DatabaseConfig.FILE));
    try (var pair = start(Map.of("DATA_DIR", folder.toString()))) {
      var client = new JobClient(pair.url());
      assertRefused(client, "/problems/store-unavailable");

      Files.delete(inTheWay);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> client.submit(batch("pokemon/1"), Map.of()).statusCode() == 202);
    }
  }

  @Test
  void jobsWaitTheirTurnTheOldestFirstAndNoMoreOfThemThanMay() {
    var settings =
        Map.of(
            "DATA_DIR", folder.toString(),
            "GATEWAY_INSTANCES", "1",
            "MAX_JOBS", "1",
            "MAX_QUEUED_JOBS", "3");
    try (var pair = start(settings)) {
      var client = new JobClient(pair.url());
      var running = client.submitted(batch("pokemon/1..400").put("concurrency", 1));
      client.awaitProgress(running, 1);
      var waiting =
          IntStream.range(0, 3).mapToObj(i -> client.submitted(batch("pokemon/1"))).toList();
      var refused = client.submit(batch("pokemon/1"), Map.of());

      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.body()).contains("/problems/overloaded");
      assertThat(client.json("/v1/batches?state=queued").getJsonArray("jobs")).hasSize(3);
      client.send("POST", waiting.get(1) + "/cancel", Map.of());
      assertThat(client.json(waiting.get(1)).getString("endReason")).isEqualTo("cancelled");
      assertThat(client.json(waiting.get(1)).getString("outcome")).isEqualTo("failed");
      client.send("POST", running + "/cancel", Map.of());
      var first = client.awaitEnd(waiting.get(0));
      var last = client.awaitEnd(waiting.get(2));
      assertThat(first.getString("startedAt")).isLessThanOrEqualTo(last.getString("startedAt"));
    }
  }

  @Test
  void resultsThatAreNotKeptAnyMoreAreGone() {
    try (var pair = start(Map.of("DATA_DIR", folder.toString(), "JOB_KEPT_MS", "1"))) {
      var client = new JobClient(pair.url());
      var job = client.submitted(batch("pokemon/1"));

      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> client.send("GET", job, Map.of()).statusCode() == 410);
      for (var path : List.of(job, job + "/results", job + "/events")) {
        assertThat(client.send("GET", path, Map.of()).body()).contains("/problems/job-expired");
      }
      assertThat(client.json("/v1/batches").getJsonArray("jobs")).isEmpty();
    }
  }

  @Test
  void aJobThatWasUnderWayGoesOnWhenTheGatewayIsStartedAgain() {
    var settings = Map.of("DATA_DIR", folder.toString(), "JOB_LEASE_MS", "1000");
    var batch = batch("pokemon/1..400").put("concurrency", 4);
    String job;
    try (var pair = start(settings)) {
      var client = new JobClient(pair.url());
      job = client.submitted(batch);
      client.awaitProgress(job, 20);
    }
    try (var pair = start(settings)) {
      var client = new JobClient(pair.url());
      assertThat(client.awaitEnd(job).getString("outcome")).isEqualTo("succeeded");
      assertThat(client.events(job, "390").stream().filter(e -> e.name().equals("item")))
          .hasSize(10);
    }
  }

  @Test
  void aJobGoesOnWhenItsDatabaseIsBack() {
    try (var server = PostgresServer.another();
        var pair = start(Map.of("DATABASE_URL", server.emptySchema(), "JOB_LEASE_MS", "1500"))) {
      var client = new JobClient(pair.url());
      var job = client.submitted(batch("pokemon/1..400").put("concurrency", 2));
      client.awaitProgress(job, 20);

      server.kill();
      assertThat(client.send("GET", job, Map.of()).statusCode()).isEqualTo(503);
      assertRefused(client, "/problems/store-unavailable");
      server.restart();

      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> client.send("GET", job, Map.of()).statusCode() == 200);
      assertThat(client.awaitEnd(job).getString("outcome")).isEqualTo("succeeded");
      assertThat(client.items(job + "/results"))
          .extracting(line -> line.getJsonObject("item").getInteger("index"))
          .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 400).boxed().toList());
    }
  }

  /** That jobs are, and batches are not. */
  private static void assertRefused(JobClient client, String problem) {
    var job = client.submit(batch("pokemon/1"), Map.of());
    assertThat(job.statusCode()).isEqualTo(503);
    assertThat(job.headers().firstValue("Retry-After")).isPresent();
    assertThat(new JsonObject(job.body()).getString("type")).isEqualTo(problem);
    assertThat(client.send("GET", "/v1/batches", Map.of()).statusCode()).isEqualTo(503);
    var batch = client.post(batch("pokemon/1"), Map.of());
    assertThat(new JsonObject(batch.body()).getBoolean("complete")).isTrue();
  }

  private EmbeddedPair start(Map<String, String> given) {
    var settings = new HashMap<>(given);
    settings.put("POKEAPI_URL", sample.url());
    settings.put("DISK_MAX_BYTES", "0");
    return EmbeddedPair.start(settings);
  }

  private static JsonObject batch(String... steps) {
    return new JsonObject().put("requests", new JsonArray(List.of(steps))).put("fields", "id,name");
  }
}
