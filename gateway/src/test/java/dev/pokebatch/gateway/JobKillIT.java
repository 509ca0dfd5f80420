package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.GatewayProcess;
import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.sample.SampleConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that is killed while it runs jobs or accepts them. */
class JobKillIT {

  private static final int ROUNDS = 30;
  private static final int DOCUMENTS = 500;

  /** From before a job is accepted to after it has ended. */
  private static final int LATEST_MS = 700;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private final Random random = new Random(20_261_121);

  @Test
  void whatWasAcceptedIsDoneOnceWheneverTheGatewayIsKilled() throws Exception {
    var config = SampleConfig.defaults().withLatencyMs(20).withDocumentKb(40);
    var documents = ROUNDS * DOCUMENTS;
    try (var sample = new Sample(config.withDocuments(documents).withCacheBytes(256 << 20))) {
      var settings =
          Map.of(
              "POKEAPI_URL", sample.url(),
              "DATA_DIR", folder.toString(),
              "DISK_MAX_BYTES", "0", // a fetcher that kept documents would hide what is got twice
              "JOB_LEASE_MS", "500",
              "UPSTREAM_RATE", "0");
      var gateway = GatewayProcess.start(settings);
      var finished = 0;
      try {
        for (var round = 0; round < ROUNDS; round++) {
          var from = 1 + round * DOCUMENTS;
          var answer = post(gateway, from);
          CompletableFuture.runAsync(
                  gateway::close,
                  CompletableFuture.delayedExecutor(
                      random.nextInt(LATEST_MS), TimeUnit.MILLISECONDS))
              .get(30, TimeUnit.SECONDS);
          var killed = gateway;
          gateway = GatewayProcess.start(settings);
          finished += check(List.of(killed, gateway), answer, from, sample) ? 1 : 0;
        }
      } finally {
        gateway.close();
      }
      assertThat(finished).as("rounds in which a job had been accepted").isGreaterThan(ROUNDS / 2);
    }
  }

  private static CompletableFuture<HttpResponse<String>> post(GatewayProcess gateway, int from) {
    var range = "pokemon/" + from + ".." + (from + DOCUMENTS - 1);
    var batch = new JsonObject().put("requests", new JsonArray().add(range)).put("fields", "id");
    return new JobClient(gateway.url()).submitAsync(batch);
  }

  /** Whether there is a job; there must be one where its client was told so. */
  private static boolean check(
      List<GatewayProcess> gateways,
      CompletableFuture<HttpResponse<String>> answer,
      int from,
      Sample sample)
      throws Exception {
    var client = new JobClient(gateways.get(1).url());
    var newest = client.json("/v1/batches?limit=1").getJsonArray("jobs");
    var location = location(answer);
    if (location == null) {
      if (newest.isEmpty() || !isOf(client, newest.getJsonObject(0), from)) {
        return false; // neither accepted nor told to be
      }
      location = newest.getJsonObject(0).getJsonObject("links").getString("self");
    }
    var ended = client.awaitEnd(location);
    assertThat(ended.getString("outcome")).as(ended.encode()).isEqualTo("succeeded");
    assertThat(client.lines(location + "/results?status=succeeded"))
        .filteredOn(line -> line.getString("type").equals("item"))
        .extracting(line -> line.getJsonObject("item").getInteger("index"))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, DOCUMENTS).boxed().toList());
    var seen = sample.stats();
    var runs = runs(gateways, location);
    assertThat(IntStream.range(from, from + DOCUMENTS))
        .as("in %d runs", runs)
        .allMatch(id -> seen.requests("pokemon/" + id) <= runs);
    return true;
  }

  /**
   * How often gateways started or resumed the job: twice if the kill found it running, and once
   * more for each time that its lease expired on a busy machine.
   */
  private static long runs(List<GatewayProcess> gateways, String location) {
    var word = "Job " + location.replaceFirst(".*/", "") + " begins";
    return gateways.stream()
        .flatMap(gateway -> gateway.output().lines())
        .filter(line -> line.contains(word))
        .count();
  }

  private static @Nullable String location(CompletableFuture<HttpResponse<String>> answer)
      throws Exception {
    try {
      var accepted = answer.get(30, TimeUnit.SECONDS);
      assertThat(accepted.statusCode()).isEqualTo(202);
      return accepted.headers().firstValue("Location").orElseThrow();
    } catch (ExecutionException cutOff) {
      return null;
    }
  }

  private static boolean isOf(JobClient client, JsonObject job, int from) {
    var path = job.getJsonObject("links").getString("self");
    client.awaitEnd(path);
    return client.lines(path + "/results").stream()
        .filter(line -> line.getString("type").equals("item"))
        .anyMatch(line -> line.getJsonObject("item").getString("get").equals("pokemon/" + from));
  }
}
