package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.fetcher.sample.SampleConfig;
import dev.pokebatch.fetcher.sample.SampleFaults;
import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.Sample;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a batch has of an upstream that fails, refuses or is gone, and what that has of it. */
class FailingUpstreamIT {

  private static final SampleConfig QUICK =
      SampleConfig.defaults().withDocumentKb(40).withLatencyMs(50);

  /**
   * With time enough that no request fails besides, on a machine that is busy with other things.
   */
  @ParameterizedTest
  @ValueSource(strings = {"non-blocking", "blocking"})
  void whereThreeRequestsInTenFailInAnyWayABatchIsCompleteForHalfAsManyAgain(String transport) {
    var faults = new SampleFaults(1, 0.05, 0.05, 0.05, 0.05, 0.05, 0.05);
    try (var sample = new Sample(QUICK.withDocuments(1_000).withFaults(faults));
        var pair = start(sample.url(), Map.of("UPSTREAM_TIMEOUT_MS", "3000"))) {
      var answer = client(pair).batch(batch(1_000, 100).put("transport", transport));

      assertComplete(answer);
      assertThat(sample.stats().requests()).isLessThanOrEqualTo(1_500);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 256})
  void whereMoreThanFiftyASecondAreRefusedTheFetcherSettlesAtThatAndNoBatchFails(int concurrency) {
    try (var sample = new Sample(QUICK.withDocuments(300).withRate(50));
        var pair = start(sample.url(), Map.of())) {
      assertComplete(client(pair).batch(batch(300, concurrency)));
      var first = sample.stats().requests();
      assertComplete(client(pair).batch(batch(300, concurrency)));

      assertThat(first).isLessThan(300 + 300);
      assertThat(sample.stats().requests() - first).isLessThan(300 + 100);
    }
  }

  @Test
  void whereTheUpstreamIsGoneABatchFailsSoonAndIsToldForHowLong() {
    var sample = new Sample(QUICK);
    var gone = sample.url();
    sample.close();
    try (var pair = start(gone, Map.of())) {
      var startedAt = System.nanoTime();
      var answer = client(pair).batch(batch(1_000, 100));
      var tookMs = (System.nanoTime() - startedAt) / 1e6;

      var open =
          items(answer).stream()
              .map(item -> item.getJsonObject("problem"))
              .filter(problem -> problem.getString("type").equals("/problems/circuit-open"))
              .toList();
      assertThat(open).hasSizeGreaterThan(900);
      assertThat(open).allMatch(problem -> problem.getLong("retryAfterMs") > 0);
      assertThat(tookMs).isLessThan(3_000);
      var again = client(pair).batch(batch(1_000, 100));
      assertThat(again.getJsonObject("summary").getDouble("durationMs")).isLessThan(1_000);
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
