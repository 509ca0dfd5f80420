package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.Http2Wire;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * HTTP/2 clients that open as many streams as they may, and neither send bodies nor read answers:
 * what they occupy is bounded, and other clients are served.
 */
@SuppressWarnings("NullAway.Init") // JUnit sees to the fields
class UnreadResponsesTest {

  private static final int STREAMS = 100;
  private static final int REQUESTS_OF_A_CLIENT = 150;
  private static final String ABUSER = "127.0.0.2";

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
    return pair.metrics()
        .registry()
        .get("pokebatch.admission.used")
        .tag("kind", "requests")
        .gauge()
        .value();
  }
}
