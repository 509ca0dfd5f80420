package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches with different deadlines that share requests for the same documents. */
class JoinedDeadlinesTest {

  private static final int FAILURES = 3;
  private static final int DOCUMENTS = 20;

  private final Vertx vertx = Vertx.vertx();
  private final Map<String, Integer> asked = new ConcurrentHashMap<>();

  @AfterEach
  void stop() {
    EmbeddedPair.await(vertx.close());
  }

  @ParameterizedTest
  @ValueSource(strings = {"non-blocking", "blocking"})
  void aPatientBatchGetsEverythingThoughItJoinsAnImpatientOne(String transport) {
    try (var pair = start()) {
      var client = new Client(pair.url());
      var impatient = client.postAsync(batch(transport).put("deadlineMs", 300));
      await().until(() -> asked.size() == DOCUMENTS);
      var answer = client.batch(batch(transport).put("deadlineMs", 10_000));

      assertThat(answer.getBoolean("complete")).as(answer.encode()).isTrue();
      assertThat(impatient.join().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void theRequestIsSharedAllTheSame() {
    try (var pair = start()) {
      var client = new Client(pair.url());
      var first = client.postAsync(batch("non-blocking"));
      await().until(() -> asked.size() == DOCUMENTS);
      client.batch(batch("non-blocking"));
      first.join();

      assertThat(asked.values()).containsOnly(FAILURES + 1);
    }
  }

  private static JsonObject batch(String transport) {
    return new JsonObject()
        .put("requests", new JsonArray().add("pokemon/1.." + DOCUMENTS))
        .put("fields", "id")
        .put("transport", transport);
  }

  /** Fails some times for each path, then answers. */
  private EmbeddedPair start() {
    var server = vertx.createHttpServer().requestHandler(this::answer);
    var port = EmbeddedPair.await(server.listen(0, "127.0.0.1")).actualPort();
    return EmbeddedPair.start(Map.of("POKEAPI_URL", "http://127.0.0.1:" + port + "/api/v2"));
  }

  private void answer(HttpServerRequest request) {
    var before = asked.merge(request.path(), 1, Integer::sum) - 1;
    vertx.setTimer(
        30,
        id -> {
          var response = request.response().putHeader("content-type", "application/json");
          response.putHeader("cache-control", "max-age=60");
          response.setStatusCode(before < FAILURES ? 500 : 200).end("{\"id\":1}");
        });
  }
}
