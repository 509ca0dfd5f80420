package dev.pokebatch.gateway;

import static dev.pokebatch.gateway.testing.Answers.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.CollectionClient;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalid collections and invalid requests to them. */
@SuppressWarnings("NullAway.Init") // JUnit sees to the fields
class CollectionAbuseTest {

  private static final String BATCH = "{\"requests\":[\"pokemon/1\"]}";
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
  private static final Map<String, String> GZIP =
      Map.of("Content-Type", "application/json", "Content-Encoding", "gzip");

  @TempDir static Path folder;
  private static EmbeddedPair pair;
  private static CollectionClient collections;
  private static Client client;

  @BeforeAll
  static void start() {
    pair = EmbeddedPair.start(Map.of("POKEAPI_URL", "sample", "DATA_DIR", folder.toString()));
    collections = new CollectionClient(pair.url());
    client = new Client(pair.url());
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  @AfterEach
  void nothingWasStored() {
    var left = collections.list("").getJsonArray("collections");
    collections.clear();
    assertThat(left).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.b",
        "a%20b",
        "a%2Fb",
        "%2E%2E%2E",
        "a%00",
        "a%0A",
        "caf%C3%A9",
        "%FF",
        "a;b",
        "a'--",
        "a%22",
        "*",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void whatIsNoNameIsRefusedWhateverIsToBeDone(String name) {
    var refused =
        List.of(
            collections.put(name, BATCH, Map.of()),
            collections.get(name, Map.of()),
            collections.delete(name, Map.of()),
            collections.run(name, Map.of()));

    assertThat(refused)
        .allSatisfy(
            answer -> {
              var fault = invalid(answer).getJsonArray("errors").getJsonObject(0);
              assertThat(fault.getString("parameter")).isEqualTo("name");
            });
  }

  @Test
  void theLongestNameIsOne() {
    var name = "aA0-_".repeat(13).substring(1);
    assertThat(name).hasSize(64);
    assertThat(collections.put(name, BATCH, Map.of()).statusCode()).isEqualTo(201);
    assertThat(collections.run(name, Map.of()).statusCode()).isEqualTo(200);
    assertThat(collections.delete(name, Map.of()).statusCode()).isEqualTo(204);
  }

  @Test
  void aBodyIsReadAsABatchIsAndAllItsFaultsAreTold() {
    problem(collections.put("a", "", Map.of()), 400, "malformed-json");
    problem(collections.put("a", "{\"requests\":[", Map.of()), 400, "malformed-json");
    problem(collections.put("a", BATCH + BATCH, Map.of()), 400, "malformed-json");
    invalid(collections.put("a", "[]", Map.of()));
    invalid(collections.put("a", "{\"requests\":[]}", Map.of()));
    var faults =
        invalid(
            collections.put(
                "a", "{\"requests\":[1,{\"got\":1}],\"mode\":\"x\",\"name\":\"y\"}", Map.of()));
    assertThat(faults.getJsonArray("errors"))
        .extracting(error -> ((JsonObject) error).getString("pointer"))
        .contains("/name", "/requests/0", "/requests/1/got", "/mode");
    var tooMany = "{\"requests\":[\"pokemon/1..5001\"]}";
    var limit = problem(collections.put("a", tooMany, Map.of()), 422, "limit-exceeded");
    assertThat(limit.getString("limit")).isEqualTo("fanOut");
    // The body is validated before the stored collection is read.
    invalid(collections.put("a", "[]", Map.of("If-Match", "*")));
  }

  @Test
  void aBodyIsNeitherTooLargeNorOfAnotherType() throws IOException {
    var large = BATCH + " ".repeat(1 << 20);
    problem(collections.put("a", large, Map.of()), 413, "limit-exceeded");
    var zipped = client.request("PUT", "/v1/collections/a", GZIP, gzip(large));
    problem(client.send(zipped, BodyHandlers.ofString()), 413, "limit-exceeded");
    for (var type : List.of("text/plain", "application/x-ndjson", "application/jsonx", "")) {
      problem(
          collections.put("a", BATCH, Map.of("Content-Type", type)), 415, "unsupported-media-type");
    }
    var coding = Map.of("Content-Encoding", "br");
    problem(collections.put("a", BATCH, coding), 415, "unsupported-media-type");
  }

  @Test
  void aCompressedBodyIsStoredAsItWasBefore() throws IOException {
    var zipped = client.request("PUT", "/v1/collections/a", GZIP, gzip(BATCH));
    assertThat(client.send(zipped, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
    assertThat(collections.get("a", Map.of()).body()).isEqualTo(BATCH);
    collections.delete("a", Map.of());
  }

  @Test
  void aRunHasNoBody() {
    collections.stored("a", BATCH);
    for (var body : List.of("{}", BATCH, " ")) {
      var bytes = body.getBytes(StandardCharsets.UTF_8);
      var run = client.request("POST", "/v1/collections/a/runs", JSON, bytes);
      invalid(client.send(run, BodyHandlers.ofString()));
    }
    collections.delete("a", Map.of());
  }

  @ParameterizedTest
  @CsvSource({
    "POST,   '',      'GET, HEAD'",
    "PUT,    '',      'GET, HEAD'",
    "DELETE, '',      'GET, HEAD'",
    "POST,   /a,      'GET, HEAD, PUT, DELETE'",
    "PATCH,  /a,      'GET, HEAD, PUT, DELETE'",
    "GET,    /a/runs, POST",
    "PUT,    /a/runs, POST",
    "DELETE, /a/runs, POST"
  })
  void anotherMethodIsNotAllowed(String method, String target, String allowed) {
    var refused = collections.send(method, target, Map.of());

    problem(refused, 405, "method-not-allowed");
    assertThat(refused.headers().firstValue("Allow")).hasValue(allowed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?limit=0",
        "?limit=101",
        "?limit=-1",
        "?limit=x",
        "?limit=1&limit=2",
        "?after=",
        "?after=a.b",
        "?after=a&after=b",
        "?state=any",
        "/a?x=1"
      })
  void aQueryThatIsNotKnownIsRefused(String target) {
    invalid(collections.send("GET", target, Map.of()));
  }

  @Test
  void whatElseIsNotKnownIsRefused() {
    invalid(collections.send("DELETE", "/a?force=true", Map.of()));
    invalid(collections.send("POST", "/a/runs?fields=id", Map.of()));
    var put =
        client.request(
            "PUT",
            "/v1/collections/a?overwrite=true",
            JSON,
            BATCH.getBytes(StandardCharsets.UTF_8));
    invalid(client.send(put, BodyHandlers.ofString()));
    var html = Map.of("Accept", "text/html");
    problem(collections.send("GET", "", html), 406, "not-acceptable");
    problem(collections.get("a", html), 406, "not-acceptable");
    problem(collections.run("a", html), 406, "not-acceptable");
    problem(collections.send("GET", "/a/b", Map.of()), 404, "not-found");
    problem(collections.send("GET", "/a/runs/1", Map.of()), 404, "not-found");
  }

  @Test
  void aConditionThatIsNoneHoldsForNothing() {
    collections.stored("a", BATCH);
    for (var header : List.of("*, *", "\"", "W/\"\"", "\"\"", "null", "W/*", "\"a".repeat(900))) {
      var put = collections.put("a", BATCH, Map.of("If-Match", header));
      problem(put, 412, "precondition-failed");
      var deleted = collections.delete("a", Map.of("If-Match", header));
      problem(deleted, 412, "precondition-failed");
    }
    assertThat(collections.delete("a", Map.of("If-Match", "*")).statusCode()).isEqualTo(204);
  }

  @Test
  void withoutADatabaseThereAreNone() {
    try (var without = EmbeddedPair.start(Map.of("POKEAPI_URL", "sample"))) {
      var none = new CollectionClient(without.url());
      for (var answer :
          List.of(
              none.put("a", BATCH, Map.of()),
              none.get("a", Map.of()),
              none.delete("a", Map.of()),
              none.run("a", Map.of()),
              none.send("GET", "", Map.of()))) {
        problem(answer, 503, "store-unavailable");
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
      }
    }
  }

  private static JsonObject invalid(HttpResponse<String> answer) {
    return problem(answer, 400, "invalid-request");
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      zip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
