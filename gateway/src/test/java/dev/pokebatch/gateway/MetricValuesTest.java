package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.GatedUpstream;
import dev.pokebatch.gateway.testing.ScriptedUpstream;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the metrics say is what happens. */
class MetricValuesTest {

  private static final double HELD_UP_S = 0.8;
  private static final String PERMITS_USED = "pokebatch_upstream_permits_used";
  private static final String PERMITS_WAITING = "pokebatch_upstream_permits_waiting";
  private static final String IN_FLIGHT = "pokebatch_documents_in_flight";

  @Test
  void documentsInFlightAndPermitsRiseAndFall() {
    try (var upstream = new GatedUpstream();
        var pair = start(upstream.url(), Map.of("UPSTREAM_CONNECTIONS", "8"))) {
      var answer = new Client(pair.url()).postAsync(batch("pokemon/1..20"));
      upstream.awaitArrived(1);
      await().until(() -> pair.scrape().sum(IN_FLIGHT) == 20);
      await()
          .untilAsserted(
              () -> {
                var held = pair.scrape();
                assertThat(held.sum(PERMITS_USED))
                    .isEqualTo(upstream.arrived())
                    .isBetween(1.0, 8.0);
                assertThat(held.sum(PERMITS_WAITING)).isEqualTo(20 - upstream.arrived());
              });

      upstream.open();
      assertThat(answer.join().statusCode()).isEqualTo(200);
      await()
          .untilAsserted(
              () -> {
                var after = pair.scrape();
                assertThat(after.sum(IN_FLIGHT)).isZero();
                assertThat(after.sum(PERMITS_USED)).isZero();
                assertThat(after.sum(PERMITS_WAITING)).isZero();
              });
    }
  }

  @Test
  void eachRequestTakesATokenOfTheRate() {
    try (var upstream = new GatedUpstream();
        var pair = start(upstream.url(), Map.of("UPSTREAM_RATE", "1"))) {
      upstream.open();
      assertThat(pair.scrape().sum("pokebatch_upstream_rate_limit")).isEqualTo(1);
      var before = pair.scrape().sum("pokebatch_upstream_tokens");
      new Client(pair.url()).batch(batch("pokemon/1..200"));

      // One a second comes back.
      assertThat(before - pair.scrape().sum("pokebatch_upstream_tokens")).isBetween(100.0, 200.0);
    }
  }

  @Test
  void aRequestThatRepeatsAFailedOneIsARetry() {
    try (var upstream = new ScriptedUpstream();
        var pair = start(upstream.url(), Map.of())) {
      var well = new JsonObject().put("body", new JsonObject().put("id", 1));
      var failing = new JsonObject().put("status", 500).put("then", well);
      upstream.play(new JsonObject().put("pokemon/1", failing));
      var answer = new Client(pair.url()).batch(batch("pokemon/1"));

      assertThat(answer.getBoolean("complete")).isTrue();
      var requests = "pokebatch_upstream_request_duration_seconds_count";
      await()
          .untilAsserted(
              () -> {
                var now = pair.scrape();
                assertThat(now.sum("pokebatch_upstream_retries_total")).isEqualTo(1);
                assertThat(now.sum(requests, "status=500")).isEqualTo(1);
                assertThat(now.sum(requests, "status=200")).isEqualTo(1);
              });
    }
  }

  @Test
  void aCircuitBreakerThatOpensIsNoLongerClosed() {
    try (var upstream = new ScriptedUpstream();
        var pair = start(upstream.url(), Map.of())) {
      var script = new JsonObject();
      for (var id = 1; id <= 100; id++) {
        script.put("pokemon/" + id, new JsonObject().put("reset", true));
      }
      upstream.play(script);
      var state = "pokebatch_circuit_breaker_state";
      assertThat(pair.scrape().sum(state, "state=closed")).isEqualTo(1);
      new Client(pair.url()).batch(batch("pokemon/1..100"));

      await()
          .untilAsserted(
              () -> {
                assertThat(pair.scrape().sum(state, "state=closed")).isZero();
                assertThat(pair.scrape().sum(state)).isEqualTo(1);
              });
    }
  }

  @Test
  void anEventLoopThatIsHeldUpIsLate() {
    try (var pair = start("sample", Map.of())) {
      var loops = ((VertxInternal) pair.vertx()).nettyEventLoopGroup();
      // Each timer that runs three times a second falls into one of these.
      loops.forEach(loop -> loop.execute(MetricValuesTest::holdUp));

      await()
          .untilAsserted(
              () ->
                  assertThat(pair.scrape().samples())
                      .filteredOn(
                          sample -> sample.name().equals("pokebatch_event_loop_lag_seconds"))
                      .isNotEmpty()
                      .allMatch(sample -> sample.value() > HELD_UP_S / 2));
    }
  }

  private static void holdUp() {
    var end = System.nanoTime() + (long) (HELD_UP_S * 1e9);
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  private static EmbeddedPair start(String upstream, Map<String, String> more) {
    var settings = new HashMap<>(more);
    settings.put("POKEAPI_URL", upstream);
    return EmbeddedPair.start(settings);
  }

  private static JsonObject batch(String get) {
    return new JsonObject().put("requests", new JsonArray().add(get)).put("deadlineMs", 60_000);
  }
}
