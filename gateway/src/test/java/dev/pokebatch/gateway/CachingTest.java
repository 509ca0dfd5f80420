package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.ScriptedUpstream;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP caching headers of documents that are requested by URL, and conditional requests. */
class CachingTest {

  private static final String TWO = "/v1/pokemon/1,2";

  private static ScriptedUpstream upstream;

  @BeforeAll
  static void start() {
    upstream = new ScriptedUpstream();
  }

  @AfterAll
  static void stop() {
    upstream.close();
  }

  @Test
  void theSameDocumentsHaveTheSameTagAtEveryGatewayAndWhereverTheyCameFrom() {
    upstream.play(documents("a", "b"));
    try (var one = pair(Map.of());
        var another = pair(Map.of())) {
      var first = get(one, TWO, Map.of());
      var second = get(one, TWO, Map.of());

      assertThat(cacheOf(first)).isEqualTo("miss");
      assertThat(cacheOf(second)).isEqualTo("hit");
      assertThat(header(first, "ETag")).matches("W/\"[A-Za-z0-9_-]{22}\"");
      assertThat(header(second, "ETag")).isEqualTo(header(first, "ETag"));
      assertThat(header(get(another, TWO, Map.of()), "ETag")).isEqualTo(header(first, "ETag"));
    }
  }

  @Test
  void aClientThatStillHasTheAnswerIsToldSoWithoutABody() {
    upstream.play(documents("a", "b"));
    try (var pair = pair(Map.of())) {
      var tag = header(get(pair, TWO, Map.of()), "ETag");
      var known = get(pair, TWO, Map.of("If-None-Match", "\"other\", " + tag));
      var unknown = get(pair, TWO, Map.of("If-None-Match", "W/\"other\""));

      assertThat(known.statusCode()).isEqualTo(304);
      assertThat(known.body()).isEmpty();
      assertThat(header(known, "ETag")).isEqualTo(tag);
      assertThat(header(known, "Cache-Control")).startsWith("public, max-age=");
      assertThat(header(known, "Vary")).isEqualToIgnoringCase("Accept");
      assertThat(known.headers().map()).doesNotContainKeys("content-type", "content-length");
      assertThat(unknown.statusCode()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-gzip", "--gzip", "-br", ";gzip", "-zstd"})
  void aTagStillMatchesWithWhatAProxyThatCompressesAdds(String coding) {
    upstream.play(documents("a", "b"));
    try (var pair = pair(Map.of())) {
      var tag = header(get(pair, TWO, Map.of()), "ETag").replaceAll("\"$", coding + "\"");
      var strong = tag.replace("W/", "");

      assertThat(get(pair, TWO, Map.of("If-None-Match", tag)).statusCode()).isEqualTo(304);
      assertThat(get(pair, TWO, Map.of("If-None-Match", strong)).statusCode()).isEqualTo(304);
    }
  }

  @Test
  void anAnswerForOtherClientsTooDoesNotNameTheRequestOfOne() {
    upstream.play(documents("a", "b"));
    var id = Map.of("X-Request-Id", "mine");
    try (var pair = pair(Map.of())) {
      var kept = get(pair, TWO, id);
      var unchanged = get(pair, TWO, Map.of("X-Request-Id", "mine", "If-None-Match", "*"));

      assertThat(header(kept, "Cache-Control")).startsWith("public");
      assertThat(kept.headers().map()).doesNotContainKey("x-request-id");
      assertThat(unchanged.headers().map()).doesNotContainKey("x-request-id");
      assertThat(header(get(pair, "/v1/pokemon/9", id), "X-Request-Id")).isEqualTo("mine");
    }
  }

  /** What came from the cache and how long it took is said in words and digits of any length. */
  @Test
  void whatHasOneTagHasOneLength() {
    upstream.play(documents("a", "b"));
    try (var pair = pair(Map.of())) {
      var lengths = new HashSet<String>();
      var bodies = new HashSet<String>();
      for (var method : List.of("GET", "HEAD", "GET", "HEAD", "GET")) {
        var answer = send(pair, method, TWO, Map.of());
        lengths.add(header(answer, "Content-Length"));
        bodies.add(answer.body());
      }

      assertThat(lengths).hasSize(1).doesNotContain("");
      assertThat(bodies).hasSizeGreaterThan(2); // an empty one, a miss and a hit
    }
  }

  @Test
  void aDocumentThatHasChangedChangesTheTag() {
    try (var pair = pair(Map.of("CACHE_MAX_BYTES", "0"))) {
      upstream.play(documents("a", "b"));
      var before = get(pair, TWO, Map.of());
      upstream.play(documents("a", "c"));
      var after = get(pair, TWO, Map.of("If-None-Match", header(before, "ETag")));

      assertThat(after.statusCode()).isEqualTo(200);
      assertThat(header(after, "ETag")).isNotEqualTo(header(before, "ETag"));
    }
  }

  @Test
  void whatAnotherRepresentationHoldsHasAnotherTag() {
    upstream.play(documents("a", "a"));
    try (var pair = pair(Map.of())) {
      var tags =
          Stream.of(
                  get(pair, TWO, Map.of()),
                  get(pair, TWO, Map.of("Accept", "text/csv")),
                  get(pair, TWO + "?fields=id", Map.of()),
                  get(pair, "/v1/pokemon/1", Map.of()),
                  get(pair, "/v1/pokemon/2", Map.of()))
              .map(answer -> header(answer, "ETag"));

      assertThat(tags).doesNotHaveDuplicates().doesNotContain("");
    }
  }

  @Test
  void anAnswerMayBeKeptForAsLongAsTheLeastFreshOfItsDocuments() {
    var script = documents("a", "b");
    script.getJsonObject("pokemon/1").put("headers", maxAge(1_000));
    script.getJsonObject("pokemon/2").put("headers", maxAge(500));
    script.put("pokemon/3", document("c"));
    upstream.play(script);
    try (var pair = pair(Map.of())) {
      assertThat(secondsOf(get(pair, "/v1/pokemon/1", Map.of()))).isBetween(900L, 1_000L);
      assertThat(secondsOf(get(pair, TWO, Map.of()))).isBetween(400L, 500L);
      assertThat(header(get(pair, "/v1/pokemon/1..3", Map.of()), "Cache-Control"))
          .isEqualTo("no-cache");
    }
  }

  @Test
  void aLinkThatCannotBeFollowedHasToBeTriedAgain() {
    var species = new JsonObject().put("url", "https://pokeapi.co/api/v2/pokemon-species/1/");
    var script = documents("a", "b");
    script.getJsonObject("pokemon/1").getJsonObject("body").put("species", species);
    upstream.play(script);
    try (var pair = pair(Map.of("CACHE_MISSING_FOR_MS", "0"))) {
      var absent = get(pair, "/v1/pokemon/1?expand=species", Map.of());
      script.put("pokemon-species/1", new JsonObject().put("status", 500));
      upstream.play(script);
      var failing = get(pair, "/v1/pokemon/1?expand=species", Map.of());

      assertThat(header(absent, "Cache-Control")).isEqualTo("no-cache");
      assertThat(header(failing, "Cache-Control")).isEqualTo("no-cache");
      assertThat(header(absent, "ETag")).isNotEmpty().isNotEqualTo(header(failing, "ETag"));
    }
  }

  @Test
  void whatIsTooLargeToBeSentWholeIsStreamedAndNotToBeKept() {
    upstream.play(documents("a".repeat(600), "b"));
    try (var pair = pair(Map.of("ANSWER_WHOLE_BYTES", "1000"))) {
      var large = get(pair, TWO, Map.of("If-None-Match", "*"));
      var small = get(pair, "/v1/pokemon/2", Map.of());

      assertThat(large.statusCode()).isEqualTo(200);
      assertThat(new JsonObject(large.body()).getBoolean("complete")).isTrue();
      assertThat(header(large, "Transfer-Encoding")).isEqualTo("chunked");
      assertThat(header(large, "ETag")).isEmpty();
      assertThat(header(large, "Cache-Control")).isEqualTo("no-store");
      assertThat(header(small, "ETag")).isNotEmpty();
    }
  }

  @Test
  void aSmallTableOfLargeDocumentsMayBeKeptButHasNoTag() {
    var many = new JsonArray();
    for (var i = 0; i < 100; i++) {
      many.add(new JsonObject().put("a_long_name_of_a_member", 1));
    }
    var large = new JsonObject().put("many", many);
    upstream.play(
        new JsonObject()
            .put("pokemon/1", new JsonObject().put("body", large).put("headers", maxAge(1_000))));
    try (var pair = pair(Map.of("ANSWER_WHOLE_BYTES", "1000"))) {
      var path = "/v1/pokemon/1?fields=many.a_long_name_of_a_member";
      var table = get(pair, path, Map.of("Accept", "text/csv", "If-None-Match", "*"));

      assertThat(table.statusCode()).isEqualTo(200);
      assertThat(header(table, "Content-Length")).isNotEmpty();
      assertThat(header(table, "ETag")).isEmpty();
      assertThat(secondsOf(table)).isBetween(900L, 1_000L);
    }
  }

  private static JsonObject documents(String first, String second) {
    return new JsonObject()
        .put("pokemon/1", document(first).put("headers", maxAge(86_400)))
        .put("pokemon/2", document(second).put("headers", maxAge(86_400)));
  }

  private static JsonObject document(String name) {
    return new JsonObject().put("body", new JsonObject().put("id", 7).put("name", name));
  }

  private static JsonObject maxAge(int seconds) {
    return new JsonObject().put("cache-control", "public, max-age=" + seconds);
  }

  private static EmbeddedPair pair(Map<String, String> more) {
    var settings = new HashMap<>(more);
    settings.put("POKEAPI_URL", upstream.url());
    settings.put("FETCHER_INSTANCES", "1");
    return EmbeddedPair.start(settings);
  }

  private static HttpResponse<String> get(
      EmbeddedPair pair, String path, Map<String, String> headers) {
    return send(pair, "GET", path, headers);
  }

  private static HttpResponse<String> send(
      EmbeddedPair pair, String method, String path, Map<String, String> headers) {
    var client = new Client(pair.url());
    return client.send(client.request(method, path, headers, new byte[0]), BodyHandlers.ofString());
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static String cacheOf(HttpResponse<String> answer) {
    return new JsonObject(answer.body())
        .getJsonArray("responses")
        .getJsonObject(0)
        .getString("cache");
  }

  private static long secondsOf(HttpResponse<?> answer) {
    return Long.parseLong(header(answer, "Cache-Control").replace("public, max-age=", ""));
  }
}
