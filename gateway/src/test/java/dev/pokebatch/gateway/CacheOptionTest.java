package dev.pokebatch.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.ScriptedUpstream;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How a client says how cached documents are to be used: the option {@code cache}, and a header.
 */
class CacheOptionTest {

  private static final String JSON = "application/json";
  private static final String LINES = "application/x-ndjson";

  private static ScriptedUpstream upstream;
  private static EmbeddedPair pair;

  @BeforeAll
  static void start() {
    upstream = new ScriptedUpstream();
    pair = pair(Map.of("CACHE_RELOAD", "true"));
  }

  @AfterAll
  static void stop() {
    pair.close();
    upstream.close();
  }

  /** The document is cached from now on, and was requested once before the list was cleared. */
  @BeforeEach
  void cached() {
    play(0);
    first(post(pair, batch("default"), Map.of()));
    play(0);
  }

  @Test
  void aCachedDocumentIsRequestedAgainIfItMustBeRevalidatedOrReloaded() {
    assertThat(first(post(pair, batch("default"), Map.of())).getString("cache")).isEqualTo("hit");
    assertThat(upstream.requests()).isEmpty();

    assertThat(first(post(pair, batch("no-cache"), Map.of())).getString("cache"))
        .isIn("miss", "revalidated");
    assertThat(upstream.requests()).containsExactly("pokemon/1");

    assertThat(first(post(pair, batch("reload"), Map.of())).getString("cache")).isEqualTo("miss");
    assertThat(upstream.requests()).hasSize(2);
  }

  @Test
  void revalidationsOfOneDocumentAreJoined() {
    play(200);
    var five =
        batch("no-cache").put("requests", new JsonArray(Collections.nCopies(5, "pokemon/1")));

    assertThat(post(pair, five, Map.of()).getBoolean("complete")).isTrue();
    assertThat(upstream.requests()).hasSize(1);
  }

  @Test
  void whatIsNotCachedFailsIfOnlyCachedDocumentsAreWanted() {
    var wanted = batch("only-if-cached").put("requests", new JsonArray().add("pokemon/2"));
    var missing = first(post(pair, wanted, Map.of()));

    assertThat(missing.getInteger("status")).isEqualTo(504);
    assertThat(missing.getJsonObject("problem").getString("type"))
        .isEqualTo("/problems/not-cached");
    assertThat(first(post(pair, batch("only-if-cached"), Map.of())).getString("cache"))
        .isEqualTo("hit");
    assertThat(upstream.requests()).isEmpty();
  }

  @Test
  void theHeaderOfARequestMeansTheSameAndTheBodyWins() {
    var plain = batch("default");
    plain.remove("cache");
    var other = new JsonObject().put("requests", new JsonArray().add("pokemon/2"));

    post(pair, plain, Map.of("Cache-Control", "no-cache"));
    assertThat(upstream.requests()).containsExactly("pokemon/1");
    post(pair, batch("default"), Map.of("Cache-Control", "no-cache"));
    assertThat(upstream.requests()).hasSize(1);
    assertThat(
            first(post(pair, other, Map.of("Cache-Control", "max-age=0, Only-If-Cached")))
                .getInteger("status"))
        .isEqualTo(504);
    assertThat(upstream.requests()).hasSize(1);
  }

  @Test
  void theUrlFormHasBoth() {
    var byHeader = get("/v1/pokemon/2", Map.of("Cache-Control", "only-if-cached"));
    var byQuery = get("/v1/pokemon/2?cache=only-if-cached", Map.of());

    assertThat(List.of(first(byHeader).getInteger("status"), first(byQuery).getInteger("status")))
        .containsOnly(504);
    assertThat(upstream.requests()).isEmpty();
  }

  @Test
  void queriesAndStreamsHaveBoth() {
    var header = Map.of("Cache-Control", "only-if-cached");
    var batch = new JsonObject().put("requests", new JsonArray().add("pokemon/2"));

    var queries =
        List.of(
            send("QUERY", "/v1/batches", JSON, batch.encode(), header),
            send("QUERY", "/v1/batches?cache=only-if-cached", JSON, batch.encode(), Map.of()));
    var streams =
        List.of(
            send("POST", "/v1/batches", LINES, "\"pokemon/2\"", header),
            send("POST", "/v1/batches?cache=only-if-cached", LINES, "\"pokemon/2\"", Map.of()));

    assertThat(queries).allMatch(answer -> answer.contains("/problems/not-cached"));
    assertThat(streams).allMatch(answer -> answer.contains("/problems/not-cached"));
    assertThat(upstream.requests()).isEmpty();
  }

  @Test
  void reloadIsRefusedUnlessTheServerAllowsIt() {
    try (var strict = pair(Map.of())) {
      var refused = post(strict, batch("reload"), Map.of());

      assertThat(refused.getString("type")).isEqualTo("/problems/invalid-request");
      assertThat(refused.getJsonArray("errors").getJsonObject(0).getString("pointer"))
          .isEqualTo("/cache");
    }
  }

  @Test
  void aJobTakesTheOptionAndNotTheHeader(@TempDir Path folder) {
    try (var own = pair(Map.of("DATA_DIR", folder.toString()))) {
      var jobs = new JobClient(own.url());
      var plain = new JsonObject().put("requests", new JsonArray().add("pokemon/1"));

      var accepted = jobs.submit(plain, Map.of("Cache-Control", "only-if-cached"));
      jobs.awaitEnd(accepted.headers().firstValue("Location").orElseThrow());
      upstream.play(new JsonObject());
      var job = jobs.submitted(batch("only-if-cached"));
      jobs.awaitEnd(job);

      assertThat(jobs.json(job).getBoolean("complete")).isTrue();
      assertThat(upstream.requests()).isEmpty();
    }
  }

  @Test
  void aQueryIsNeverAJob() {
    var headers = Map.of("Prefer", "respond-async");

    var answer = new JobClient(pair.url()).query(batch("default"), headers);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Location")).isEmpty();
  }

  @Test
  void aJobThatReloadsIsReadWhereThatIsNoLongerAllowed(@TempDir Path folder) {
    var data = Map.of("DATA_DIR", folder.toString());
    String job;
    try (var before = pair(with(data, "CACHE_RELOAD", "true"))) {
      var jobs = new JobClient(before.url());
      job = jobs.submitted(batch("reload").put("fields", "id,nmae"));
      jobs.awaitEnd(job);
    }
    try (var after = pair(data)) {
      var jobs = new JobClient(after.url());

      assertThat(jobs.json(job + "/results").getJsonArray("responses")).hasSize(1);
      // Of masks and shapes, a job's summary says what a batch's says.
      assertThat(jobs.json(job).getJsonObject("summary").getJsonArray("unmatched"))
          .containsExactly("nmae");
      assertThat(jobs.submit(batch("reload"), Map.of()).statusCode()).isEqualTo(400);
    }
  }

  private static Map<String, String> with(Map<String, String> settings, String name, String value) {
    var more = new HashMap<>(settings);
    more.put(name, value);
    return more;
  }

  private static JsonObject batch(String mode) {
    return new JsonObject().put("requests", new JsonArray().add("pokemon/1")).put("cache", mode);
  }

  private static JsonObject first(JsonObject answer) {
    return answer.getJsonArray("responses").getJsonObject(0);
  }

  private static void play(long afterMs) {
    var headers = new JsonObject().put("cache-control", "public, max-age=86400");
    var body = new JsonObject().put("id", 1).put("name", "bulbasaur");
    upstream.play(
        new JsonObject()
            .put(
                "pokemon/1",
                new JsonObject()
                    .put("body", body)
                    .put("headers", headers)
                    .put("afterMs", afterMs)));
  }

  private static EmbeddedPair pair(Map<String, String> more) {
    var settings = new HashMap<>(more);
    settings.put("POKEAPI_URL", upstream.url());
    settings.put("FETCHER_INSTANCES", "1");
    return EmbeddedPair.start(settings);
  }

  private static JsonObject post(EmbeddedPair to, JsonObject batch, Map<String, String> more) {
    var headers = new HashMap<>(more);
    headers.put("Content-Type", "application/json");
    var client = new Client(to.url());
    var request = client.request("POST", "/v1/batches", headers, batch.encode().getBytes(UTF_8));
    return new JsonObject(client.send(request, BodyHandlers.ofString()).body());
  }

  private static String send(
      String method, String path, String type, String body, Map<String, String> more) {
    var headers = new HashMap<>(more);
    headers.put("Content-Type", type);
    var client = new Client(pair.url());
    var request = client.request(method, path, headers, body.getBytes(UTF_8));
    return client.send(request, BodyHandlers.ofString()).body();
  }

  private static JsonObject get(String path, Map<String, String> headers) {
    var client = new Client(pair.url());
    var request = client.request("GET", path, headers, new byte[0]);
    return new JsonObject(client.send(request, BodyHandlers.ofString()).body());
  }
}
