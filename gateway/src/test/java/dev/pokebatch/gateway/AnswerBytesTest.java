package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.ScriptedUpstream;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limit on the bytes of an answer's documents holds in every format. */
class AnswerBytesTest {

  private static final int MOST = 100_000;
  private static final int DOCUMENTS = 20;
  private static final int DOCUMENT_BYTES = 20_000;

  /** As many documents as fit. */
  private static final int FIT = 4;

  private static final ScriptedUpstream UPSTREAM = new ScriptedUpstream();

  @SuppressWarnings("NullAway") // set before each test
  private static EmbeddedPair pair;

  @BeforeAll
  static void start() {
    pair =
        EmbeddedPair.start(
            Map.of(
                "POKEAPI_URL",
                UPSTREAM.url(),
                "UPSTREAM_RATE",
                "0",
                "CACHE_MAX_BYTES",
                "0",
                "LIMIT_ANSWER_BYTES",
                Integer.toString(MOST)));
  }

  @AfterAll
  static void stop() {
    pair.close();
    UPSTREAM.close();
  }

  @BeforeEach
  void play() {
    var script = new JsonObject();
    IntStream.rangeClosed(1, DOCUMENTS)
        .forEach(
            id -> {
              var body = new JsonObject().put("id", id).put("text", "x".repeat(DOCUMENT_BYTES));
              script.put("pokemon/" + id, new JsonObject().put("body", body));
            });
    var links = new JsonArray();
    IntStream.rangeClosed(1, DOCUMENTS)
        .forEach(id -> links.add(Map.of("url", UPSTREAM.url() + "/pokemon/" + id + "/")));
    var list = new JsonObject().put("id", 1).put("links", links);
    script.put("type/1", new JsonObject().put("body", list));
    UPSTREAM.play(script);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json", "application/x-ndjson", "text/event-stream", "text/csv"})
  void anAnswerEndsWhereItMayHaveNoMore(String type) {
    var answer = post(batch("pokemon/1.." + DOCUMENTS), Map.of("Accept", type));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body().split("x{20000}", -1)).as(type).hasSize(FIT + 1);
    assertThat(answer.body().split("limit-exceeded", -1)).hasSizeGreaterThan(DOCUMENTS - FIT);
    if (!type.equals("text/csv")) {
      assertThat(answer.body())
          .contains("\"total\":" + DOCUMENTS)
          .contains("\"succeeded\":" + FIT)
          .contains("\"failed\":" + (DOCUMENTS - FIT))
          .contains("\"complete\":false")
          .contains("\"limit\":\"answerBytes\"");
    }
    assertThat(UPSTREAM.requests().size()).as("asked for in vain").isLessThan(FIT + 3);
  }

  @Test
  void aStrictAnswerThatWouldBeLongerIsAProblem() {
    var answer = post(batch("pokemon/1.." + DOCUMENTS), Map.of("Prefer", "handling=strict"));

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(new JsonObject(answer.body()).getString("limit")).isEqualTo("answerBytes");
  }

  @Test
  void documentsThatAreNotShownDoNotCount() {
    var answer = post(batch("pokemon/1.." + DOCUMENTS), Map.of("Prefer", "return=minimal"));

    assertThat(new JsonObject(answer.body()).getBoolean("complete")).isTrue();
  }

  @Test
  void aDocumentWithItsLinksIsNotTakenWhereItIsLonger() {
    var expanded =
        new JsonObject().put("get", "type/1").put("expand", new JsonArray().add("links"));
    var batch = new JsonObject().put("requests", new JsonArray().add(expanded).add("pokemon/1"));

    var answer = new JsonObject(post(batch, Map.of()).body());

    var first = answer.getJsonArray("responses").getJsonObject(0);
    assertThat(first.getJsonObject("problem").getString("limit")).isEqualTo("answerBytes");
    assertThat(first.getInteger("status")).isEqualTo(422);
    assertThat(answer.getBoolean("complete")).isFalse();
  }

  @Test
  void aStreamOfStepsHasNoSuchLimit() {
    var lines = new StringBuilder();
    IntStream.rangeClosed(1, DOCUMENTS).forEach(id -> lines.append("\"pokemon/" + id + "\"\n"));
    var client = new Client(pair.url());
    var request =
        client.request(
            "POST",
            "/v1/batches",
            Map.of("Content-Type", "application/x-ndjson"),
            lines.toString().getBytes(StandardCharsets.UTF_8));

    assertThat(client.send(request, BodyHandlers.ofString()).body())
        .contains("\"succeeded\":" + DOCUMENTS);
  }

  private static JsonObject batch(String get) {
    return new JsonObject().put("requests", new JsonArray().add(get)).put("concurrency", 1);
  }

  private static HttpResponse<String> post(JsonObject batch, Map<String, String> headers) {
    var client = new Client(pair.url());
    return client.send(client.batchRequest(batch, new HashMap<>(headers)), BodyHandlers.ofString());
  }
}
