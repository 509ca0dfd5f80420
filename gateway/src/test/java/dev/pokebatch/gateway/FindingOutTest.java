package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.sample.SampleConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What an operator finds out about a batch that takes long. */
class FindingOutTest {

  private final Logger logger =
      (Logger) LoggerFactory.getLogger("dev.pokebatch.gateway.metrics.SlowBatchLog");
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger.addAppender(log);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(log);
  }

  @Test
  void aSlowBatchIsLoggedWithItsFiveSlowestDocumentsAndWhy() {
    try (var sample = new Sample(SampleConfig.defaults().withLatencyMs(30));
        var pair = EmbeddedPair.start(Map.of("POKEAPI_URL", sample.url(), "SLOW_BATCH_MS", "30"))) {
      new Client(pair.url()).batch(batch("pokemon/1..20"));
      await().until(() -> !lines().isEmpty());

      assertThat(lines().get(0))
          .startsWith("Slow batch: ")
          .contains(" for 20 documents")
          .containsPattern(
              "Slowest: pokemon/\\d+ \\d+ ms \\(queue \\d+, upstream \\d\\d+, cut \\d+\\);");
      assertThat(lines().get(0).split("pokemon/", -1)).as("five documents").hasSize(6);
      assertThat(log.list.get(0).getLevel()).isEqualTo(Level.INFO);
    }
  }

  @Test
  void aBatchBelowTheThresholdIsNotLogged() {
    try (var sample = new Sample(SampleConfig.defaults().withLatencyMs(0));
        var pair =
            EmbeddedPair.start(Map.of("POKEAPI_URL", sample.url(), "SLOW_BATCH_MS", "60000"))) {
      new Client(pair.url()).batch(batch("pokemon/1..20"));

      assertThat(lines()).isEmpty();
    }
  }

  @Test
  void aBatchThatRunsIsShownWithItsAgeAndTheFetchersThatTheGatewayKnows() {
    try (var sample = new Sample(SampleConfig.defaults().withLatencyMs(60_000));
        var pair =
            EmbeddedPair.start(
                Map.of("POKEAPI_URL", sample.url(), "UPSTREAM_TIMEOUT_MS", "60000"))) {
      var answer = new Client(pair.url()).postAsync(batch("pokemon/1..3"));
      await().until(() -> sample.stats().inFlight() == 3);
      var report = EmbeddedPair.await(pair.gateway().debug());
      answer.cancel(true);

      assertThat(report.getInteger("batchesInFlight")).isEqualTo(1);
      var batch = report.getJsonArray("batches").getJsonObject(0);
      assertThat(batch.getString("stage")).isEqualTo("running");
      assertThat(batch.getString("shape")).isEqualTo("json");
      assertThat(batch.getLong("ageMs")).isNotNegative();
      var fetcher = report.getJsonArray("fetchers").getJsonArray(0).getJsonObject(0);
      assertThat(fetcher.getBoolean("serves")).isTrue();
      assertThat(report.getJsonArray("memory").encode()).contains("\"answers\"");
      await()
          .until(
              () -> EmbeddedPair.await(pair.gateway().debug()).getInteger("batchesInFlight") == 0);
    }
  }

  private List<String> lines() {
    return List.copyOf(log.list).stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  private static JsonObject batch(String get) {
    return new JsonObject().put("requests", new JsonArray().add(get)).put("fields", "id");
  }
}
