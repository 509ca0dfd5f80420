package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.launch.GatewaySettings;
import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.FakeFetcher;
import dev.pokebatch.gateway.testing.ReadingClient;
import dev.pokebatch.gateway.testing.ReadingClient.Manner;
import dev.pokebatch.process.metrics.Metrics;
import dev.pokebatch.process.settings.Settings;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * For random replies in random order and clients that read in random ways: all memory is free
 * afterwards, no file is left, and a client that reads to the end receives every document
 * completely.
 */
class AnswerMemoryPropertiesTest {

  /** Room for a few documents. */
  private static final long MEMORY = 1 << 20;

  private static final int LARGEST = 200_000;
  private static final Vertx VERTX = Vertx.vertx();

  @SuppressWarnings("NullAway") // set before any property is tried
  private static ProcessResources shared;

  private static int port;

  @BeforeContainer
  static void start() {
    new FakeFetcher(VERTX);
    var settings =
        Settings.of(
            Map.of(
                "HTTP_HOST", "127.0.0.1",
                "HTTP_PORT", "0",
                "ANSWER_MEMORY_BYTES", Long.toString(MEMORY),
                "ANSWER_WHOLE_BYTES", "100000",
                "DATA_DIR", Path.of("target", "answer-memory").toString()));
    var config = GatewaySettings.gateway(settings);
    shared = ProcessResources.of(VERTX, config, Database.none("there is none"), new Metrics());
    var gateway = new GatewayVerticle(config, shared, 0);
    EmbeddedPair.await(VERTX.deployVerticle(gateway));
    port = gateway.port();
  }

  @AfterContainer
  static void stop() {
    EmbeddedPair.await(VERTX.close());
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void allMemoryIsFreeAfterwards(@ForAll("clients") List<ReadingClient> clients) {
    var answers = clients.stream().map(client -> client.begin(port)).collect(Collectors.toList());
    answers.forEach(ReadingClient.Exchange::finish);

    var pool = shared.memory().pool();
    var responses = shared.memory().responses();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () -> {
              assertThat(pool.free()).isEqualTo(pool.size());
              assertThat(responses.free()).isEqualTo(responses.size());
              assertThat(pool.waiting()).isZero();
              assertThat(shared.spill().bytes()).isZero();
            });
  }

  @Provide
  Arbitrary<List<ReadingClient>> clients() {
    return Combinators.combine(
            documents().list().ofMinSize(1).ofMaxSize(25),
            Arbitraries.of(Manner.class),
            Arbitraries.of("application/json", "text/csv", "application/x-ndjson"),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false),
            Arbitraries.of(40L, 10_000L),
            Arbitraries.integers().between(1, 16))
        .as(ReadingClient::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  /** See {@link FakeFetcher}. */
  private static Arbitrary<String> documents() {
    return Combinators.combine(
            Arbitraries.frequency(Tuple.of(12, "ok"), Tuple.of(2, "grows"), Tuple.of(1, "bad")),
            Arbitraries.oneOf(
                Arbitraries.integers().between(2, 400),
                Arbitraries.integers().between(10_000, LARGEST)),
            Arbitraries.integers().between(0, 30))
        .as((kind, bytes, ms) -> kind + "/x-" + bytes + "-" + ms);
  }
}
