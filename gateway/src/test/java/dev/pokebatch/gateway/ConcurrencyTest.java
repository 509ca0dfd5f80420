package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.gateway.testing.Ticker;
import dev.pokebatch.sample.SampleConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which documents are requested concurrently and which in sequence, as the upstream and the clock
 * see it.
 */
class ConcurrencyTest {

  private Sample sample = new Sample(SampleConfig.defaults());
  private EmbeddedPair pair = start(sample);

  private static EmbeddedPair start(Sample upstream) {
    return EmbeddedPair.start(Map.of("POKEAPI_URL", upstream.url(), "CACHE_MAX_BYTES", "0"));
  }

  private void startOver(int latencyMs) {
    stop();
    sample = new Sample(SampleConfig.defaults().withLatencyMs(latencyMs));
    pair =
        EmbeddedPair.startOnOneEventLoop(
            Map.of("POKEAPI_URL", sample.url(), "CACHE_MAX_BYTES", "0"));
  }

  @AfterEach
  void stop() {
    pair.close();
    sample.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"non-blocking", "blocking"})
  void inParallelTheUpstreamHasExactlyAsManyInFlightAsTheBatchAsksFor(String transport) {
    var answer = post(batch("pokemon/1..40").put("concurrency", 10).put("transport", transport));

    assertThat(answer.getBoolean("complete")).isTrue();
    assertThat(sample.stats().maxInFlight()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"non-blocking", "blocking"})
  void inSequenceTheUpstreamNeverHasTwoInFlight(String transport) {
    var answer =
        post(
            batch("pokemon/1", "pokemon/2", "pokemon/3..5", "pokemon/6")
                .put("mode", "sequence")
                .put("transport", transport));

    assertThat(answer.getBoolean("complete")).isTrue();
    assertThat(sample.stats().maxInFlight()).isEqualTo(1);
  }

  @Test
  void theBoundOverAllBatchesHoldsAndTheyTakeTurns() {
    pair.close();
    pair =
        EmbeddedPair.start(
            Map.of(
                "POKEAPI_URL", sample.url(),
                "CACHE_MAX_BYTES", "0",
                "GATEWAY_INSTANCES", "1",
                "MAX_IN_FLIGHT", "6"));
    var client = new Client(pair.url());
    var large = client.postAsync(batch("pokemon/1..60"));
    var small = client.postAsync(batch("pokemon/100..105"));

    assertThat(new JsonObject(small.join().body()).getBoolean("complete")).isTrue();
    assertThat(large).as("the large batch, which began first").isNotDone();
    assertThat(new JsonObject(large.join().body()).getBoolean("complete")).isTrue();
    assertThat(sample.stats().maxInFlight()).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"non-blocking", "blocking"})
  void twoBatchesOfTwoSecondsPostedTogetherTakeLittleMoreThanOneAlone(String transport) {
    startOver(2_000);
    var alone = tookMs(transport, "pokemon/11..15");

    assertThat(tookMs(transport, "pokemon/1..5", "pokemon/6..10")).isLessThan(1.5 * alone);
  }

  /** From when batches of these documents are posted, all at once, to when all are answered. */
  private double tookMs(String transport, String... gets) {
    var client = new Client(pair.url());
    var startedAt = System.nanoTime();
    var answers =
        Stream.of(gets)
            .map(get -> client.postAsync(batch(get).put("transport", transport)))
            .toList();
    for (var answer : answers) {
      assertThat(new JsonObject(answer.join().body()).getBoolean("complete")).isTrue();
    }
    return (System.nanoTime() - startedAt) / 1e6;
  }

  @Test
  void whileABlockingFetchOfTwoSecondsIsUnderWayTheSameEventLoopGoesOnTicking() {
    startOver(2_000);
    post(batch("pokemon/1").put("transport", "blocking")); // classes and threads are there now
    try (var loop = Ticker.onEventLoop(pair.vertx());
        var machine = Ticker.onThread()) {
      post(batch("pokemon/2").put("transport", "blocking"));

      // What the machine took from a thread that does nothing else is not the loop's fault.
      assertThat(loop.longestGapMs()).isLessThan(50 + machine.longestGapMs());
      assertThat(loop.ticks()).isGreaterThan(2_000 / (50 + (int) machine.longestGapMs()));
    }
  }

  private JsonObject post(JsonObject batch) {
    return new Client(pair.url()).batch(batch);
  }

  private static JsonObject batch(String... gets) {
    var requests = new JsonArray();
    for (var get : gets) {
      requests.add(get);
    }
    return new JsonObject().put("requests", requests).put("fields", "id,name");
  }
}
