package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.Pauses;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.sample.SampleConfig;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * No event loop is blocked while a batch fetches every Pokémon, with documents of realistic size,
 * from the upstream, from the cache, and from cached projections.
 *
 * <p>Code is slow until it is compiled, and any round may have met with something that the machine
 * does besides: what is wrong with us shows in all of them.
 */
class EventLoopIT {

  private static final int DEX = 1_351;
  private static final int CONCURRENCY = 100;
  private static final int WARM_UPS = 4;
  private static final int CALM_ROUNDS = 3;
  private static final int MOST_ROUNDS = 15;
  private static final int LONGEST_PAUSE_MS = 20;
  private static final int WARNING_MS = 50;

  @SuppressWarnings("NullAway") // set before all tests
  private static Sample sample;

  @BeforeAll
  static void startSample() {
    sample = new Sample(SampleConfig.defaults().withDocuments(DEX).withLatencyMs(0));
  }

  @AfterAll
  static void stopSample() {
    sample.close();
  }

  @ParameterizedTest(name = "{1}, fields {0}")
  @CsvSource({
    "'*', application/json",
    "'id,name,types.type.name,stats.base_stat', application/x-ndjson",
    "'id,name,types.type.name,stats.base_stat', text/csv"
  })
  void whileTheWholeDexGoesThroughNoEventLoopIsHeldUp(String fields, String type) {
    for (var i = 0; i < WARM_UPS; i++) {
      round(fields, type);
    }
    var rounds = new ArrayList<Round>();
    while (calm(rounds) < CALM_ROUNDS && rounds.size() < MOST_ROUNDS) {
      rounds.add(round(fields, type));
    }
    assertThat(calm(rounds)).as("the calm ones of %s", rounds).isEqualTo(CALM_ROUNDS);
  }

  private static long calm(List<Round> rounds) {
    return rounds.stream().filter(Round::isCalm).count();
  }

  private static Round round(String fields, String type) {
    var options =
        new VertxOptions()
            .setMaxEventLoopExecuteTime(WARNING_MS)
            .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS)
            .setBlockedThreadCheckInterval(WARNING_MS / 5)
            .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS);
    var settings = Map.of("POKEAPI_URL", sample.url(), "UPSTREAM_RATE", "0");
    try (var pair = EmbeddedPair.startWith(options, settings)) {
      var client = new Client(pair.url());
      var request = client.batchRequest(batch(fields), Map.of("Accept", type));
      Runnable dex = () -> readAll(client.send(request, BodyHandlers.ofInputStream()).body());
      return new Round(
          Pauses.during(pair.vertx(), dex),
          Pauses.during(pair.vertx(), dex),
          Pauses.during(pair.vertx(), dex));
    }
  }

  private static JsonObject batch(String fields) {
    return new JsonObject()
        .put("requests", new JsonArray().add("pokemon/1.." + DEX))
        .put("fields", fields)
        .put("concurrency", CONCURRENCY)
        .put("deadlineMs", 60_000);
  }

  /** To the end, and keeps nothing of it. */
  private static void readAll(InputStream answer) {
    try (answer) {
      assertThat(answer.transferTo(OutputStream.nullOutputStream())).isGreaterThan(20L * DEX);
    } catch (IOException cutOff) {
      throw new UncheckedIOException(cutOff);
    }
  }

  private record Round(Pauses cold, Pauses warm, Pauses hot) {
    boolean isCalm() {
      return Stream.of(cold, warm, hot)
          .allMatch(pauses -> isShort(pauses) && pauses.warnings().isEmpty());
    }

    /**
     * On a machine that is slow for now, the documents that may arrive at once take longer than the
     * limit: so no turn may take longer than all of them.
     */
    private static boolean isShort(Pauses pauses) {
      var ofDocumentsInFlight = pauses.workMs() * CONCURRENCY / DEX;
      return pauses.longestMs() < Math.max(LONGEST_PAUSE_MS, ofDocumentsInFlight);
    }
  }
}
