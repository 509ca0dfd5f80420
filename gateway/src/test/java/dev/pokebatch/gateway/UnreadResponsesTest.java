package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.CollectionClient;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.Http2Wire;
import io.micrometer.core.instrument.FunctionCounter;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * HTTP/2 clients that open as many streams as they may, and neither send bodies nor read answers:
 * what they occupy is bounded, and other clients are served.
 */
@SuppressWarnings("NullAway.Init") // JUnit sees to the fields
class UnreadResponsesTest {

  private static final int STREAMS = 100;
  private static final int REQUESTS_OF_A_CLIENT = 150;
  private static final String ABUSER = "127.0.0.2";
  private static final String COLLECTION = "/v1/collections/large";

  /** 25 KB, which are sent at once; of longer answers only the first part is. */
  private static final String SHORT_ANSWER = "/v1/pokemon/1..28?fields=moves.move.name";

  private static final int RESPONSES = 2 << 20;
  private static final int COLLECTION_BYTES = 900_000;

  @TempDir Path folder;
  private EmbeddedPair pair;

  @BeforeEach
  void start() {
    pair =
        EmbeddedPair.start(
            Map.of(
                "POKEAPI_URL",
                "sample",
                "SAMPLE_LATENCY_MS",
                "0",
                "DATA_DIR",
                folder.toString(),
                "RESPONSE_MEMORY_BYTES",
                String.valueOf(RESPONSES),
                "MAX_CONNECTIONS_PER_CLIENT",
                String.valueOf(REQUESTS_OF_A_CLIENT)));
  }

  @AfterEach
  void stop() {
    pair.close();
  }

  @Test
  void requestsWithoutBodiesAreBoundedAndEndWithTheirConnections() {
    for (var round = 0; round < 2; round++) {
      try (var first = new Http2Wire(pair.url(), ABUSER);
          var second = new Http2Wire(pair.url(), ABUSER)) {
        open(first, "POST", "/v1/batches", false);
        await().until(() -> requests() == STREAMS);
        open(second, "POST", "/v1/batches", false);

        assertRefused(second.awaitAnswers(2 * STREAMS - REQUESTS_OF_A_CLIENT).values());
        assertServed();
      }
      await().until(() -> requests() == 0);
    }
  }

  @Test
  void answersThatNobodyReadsKeepTheirRequestsOpen() {
    try (var first = new Http2Wire(pair.url(), ABUSER);
        var second = new Http2Wire(pair.url(), ABUSER)) {
      open(first, "GET", "/v1/limits", true);
      assertThat(first.awaitAnswers(STREAMS).values()).containsOnly("200");
      open(second, "GET", "/v1/limits", true);

      assertRefused(
          second.awaitAnswers(STREAMS).values().stream().filter(it -> !it.equals("200")).toList());
      assertServed();
    }
    await().until(() -> requests() == 0);
  }

  /** Most of the answers do not arrive: the first ones have used up the connection's window. */
  @ParameterizedTest
  @ValueSource(strings = {"identity", "gzip"})
  void responsesThatNobodyReadsOccupyTheirMemoryAndNoMore(String coding) {
    storeCollection();
    var before = overloaded();
    try (var wire = new Http2Wire(pair.url(), ABUSER)) {
      for (var i = 0; i < STREAMS; i++) {
        wire.request("GET", COLLECTION, Map.of("accept-encoding", coding), true);
      }

      if (coding.equals("identity")) {
        var most = RESPONSES / COLLECTION_BYTES;
        await().until(() -> overloaded() - before == STREAMS - most);
        assertThat(usedByResponses()).isGreaterThan((most - 1) * COLLECTION_BYTES);
      } else {
        await().until(() -> overloaded() > before);
      }
      assertThat(usedByResponses()).isLessThanOrEqualTo(RESPONSES);
      assertServed();
    }
    await().until(() -> usedByResponses() == 0);
  }

  @Test
  void endedAnswersThatNobodyReadsAreBounded() {
    try (var first = new Http2Wire(pair.url(), ABUSER);
        var second = new Http2Wire(pair.url(), ABUSER)) {
      open(first, "GET", SHORT_ANSWER, true);
      await().until(() -> usedByResponses() > RESPONSES / 8 * 7);

      second.request("GET", SHORT_ANSWER, Map.of(), true);
      assertThat(second.awaitAnswers(1)).containsValue("503");
      assertServed();
    }
    await().until(() -> usedByResponses() == 0);
  }

  private void storeCollection() {
    var steps = new JsonArray();
    for (var i = 0; i < COLLECTION_BYTES / 3_000; i++) {
      steps.add(new JsonObject().put("get", "pokemon/1").put("fields", "x".repeat(2_960) + i));
    }
    new CollectionClient(pair.url())
        .stored("large", new JsonObject().put("requests", steps).encode());
  }

  private double overloaded() {
    return pair
        .metrics()
        .registry()
        .find("pokebatch.refusals")
        .tag("reason", "overloaded")
        .functionCounters()
        .stream()
        .mapToDouble(FunctionCounter::count)
        .sum();
  }

  private double usedByResponses() {
    return gauge("pokebatch.memory.pool.used", "pool", "responses");
  }

  private static void assertRefused(Collection<String> answers) {
    assertThat(answers).hasSize(2 * STREAMS - REQUESTS_OF_A_CLIENT).containsOnly("reset 7");
  }

  private static void open(Http2Wire wire, String method, String path, boolean ended) {
    var headers = Map.of("content-type", "application/json");
    for (var i = 0; i < STREAMS; i++) {
      wire.request(method, path, headers, ended);
    }
  }

  /** From another address, and so another client. */
  private void assertServed() {
    var batch =
        new JsonObject().put("requests", new JsonArray().add("pokemon/1..20")).put("fields", "id");
    assertThat(new Client(pair.url()).batch(batch).getBoolean("complete")).isTrue();
  }

  private double requests() {
    return gauge("pokebatch.admission.used", "kind", "requests");
  }

  private double gauge(String name, String tag, String value) {
    return pair.metrics().registry().get(name).tag(tag, value).gauge().value();
  }
}
