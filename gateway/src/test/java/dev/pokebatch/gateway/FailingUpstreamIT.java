package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.sample.SampleConfig;
import dev.pokebatch.sample.SampleFaults;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Batches against an upstream that fails, refuses requests or is unreachable, and the load that
 * they put on it.
 */
class FailingUpstreamIT {

  private static final SampleConfig QUICK =
      SampleConfig.defaults().withDocumentKb(40).withLatencyMs(50);

  /**
   * With time enough that no request fails besides, on a machine that is busy with other things.
   */
  @Test
  void whereThreeRequestsInTenFailInAnyWayABatchIsCompleteForHalfAsManyAgain() {
    var faults = new SampleFaults(1, 0.08, 0.02, 0.05, 0.05, 0.05, 0.05);
    atOnce(() -> mixed(faults, "non-blocking"), () -> mixed(faults, "blocking"));
  }

  /** Proxies send pages of HTML, and answers that break off though their length is right. */
  @Test
  void norDoesItMatterThatSomeFailuresLookLikeDocuments() {
    var faults =
        new SampleFaults(2, 0.05, 0.05, 0.01, 0.04, 0.04, 0.01).withInvalidBodies(0.05, 0.05);
    var invalid = SampleFaults.NONE.withInvalidBodies(0.15, 0.15);
    atOnce(
        () -> mixed(faults, "non-blocking"),
        () -> mixed(faults, "blocking"),
        () -> mixed(invalid, "non-blocking"));
  }

  private static void mixed(SampleFaults faults, String transport) {
    try (var sample = new Sample(QUICK.withDocuments(1_000).withFaults(faults));
        var pair = start(sample.url(), Map.of("UPSTREAM_TIMEOUT_MS", "3000"))) {
      var answer = client(pair).batch(batch(1_000, 100).put("transport", transport));

      assertComplete(answer);
      assertThat(sample.stats().requests()).isLessThanOrEqualTo(1_500);
    }
  }

  @Test
  void whereMoreThanFiftyASecondAreRefusedTheFetcherSettlesAtThatAndNoBatchFails() {
    atOnce(() -> refusing("non-blocking", 32), () -> refusing("blocking", 256));
  }

  private static void refusing(String transport, int concurrency) {
    try (var sample = new Sample(QUICK.withDocuments(200).withRate(50));
        var pair = start(sample.url(), Map.of())) {
      var batch = batch(200, concurrency).put("transport", transport);
      assertComplete(client(pair).batch(batch));
      var first = sample.stats().requests();
      assertComplete(client(pair).batch(batch));

      assertThat(first).isLessThan(200 + 300);
      assertThat(sample.stats().requests() - first).isLessThan(200 + 100);
    }
  }

  @Test
  void whereTheUpstreamIsGoneABatchFailsSoonAndIsToldForHowLong() {
    atOnce(() -> gone("non-blocking"), () -> gone("blocking"));
  }

  private static void gone(String transport) {
    var sample = new Sample(QUICK);
    var gone = sample.url();
    sample.close();
    var batch = batch(1_000, 100).put("transport", transport);
    try (var pair = start(gone, Map.of())) {
      var answer = client(pair).batch(batch);

      assertThat(refused(answer)).isGreaterThan(900);
      assertThat(tookMs(answer)).isLessThan(3_000);
      var again = client(pair).batch(batch);
      assertThat(refused(again)).isEqualTo(1_000);
      assertThat(tookMs(again)).isLessThan(1_000);
    }
  }

  /** How many were told to come back when the circuit may be closed again. */
  private static long refused(JsonObject answer) {
    return items(answer).stream()
        .filter(item -> item.getInteger("status") == 503)
        .map(item -> item.getJsonObject("problem"))
        .filter(problem -> problem.getString("type").equals("/problems/circuit-open"))
        .filter(problem -> problem.getLong("retryAfterMs") > 0)
        .count();
  }

  private static double tookMs(JsonObject answer) {
    return answer.getJsonObject("summary").getDouble("durationMs");
  }

  /** Each waits most of the time. */
  private static void atOnce(Runnable... cases) {
    var threads = Executors.newFixedThreadPool(cases.length);
    try {
      var running = Stream.of(cases).map(one -> CompletableFuture.runAsync(one, threads)).toList();
      running.forEach(CompletableFuture::join);
    } finally {
      threads.shutdown();
    }
  }

  private static void assertComplete(JsonObject answer) {
    assertThat(items(answer).stream().filter(item -> item.getInteger("status") != 200)).isEmpty();
    assertThat(answer.getBoolean("complete")).isTrue();
  }

  private static List<JsonObject> items(JsonObject answer) {
    return answer.getJsonArray("responses").stream()
        .map(JsonObject.class::cast)
        .flatMap(step -> step.getJsonArray("items").stream())
        .map(JsonObject.class::cast)
        .toList();
  }

  private static JsonObject batch(int documents, int concurrency) {
    return new JsonObject()
        .put("requests", new JsonArray().add("pokemon/1.." + documents))
        .put("fields", "id")
        .put("concurrency", concurrency)
        .put("deadlineMs", 60_000);
  }

  private static EmbeddedPair start(String upstream, Map<String, String> more) {
    var settings = new HashMap<>(more);
    settings.put("POKEAPI_URL", upstream);
    settings.put("CACHE_MAX_BYTES", "0");
    return EmbeddedPair.start(settings);
  }

  private static Client client(EmbeddedPair pair) {
    return new Client(pair.url());
  }
}
