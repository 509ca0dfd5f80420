package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.gateway.testing.ScriptedUpstream;
import dev.pokebatch.sample.InjectedFault;
import dev.pokebatch.sample.SampleConfig;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/**
 * Names that do not exist: they cost few upstream requests, and no existing document waits for the
 * lists of names.
 */
class MissingNamesTest {

  private static final String ALL_POKEMON = "pokemon?limit=100000&offset=0";
  private static final String ALL_SPECIES = "pokemon-species?limit=100000&offset=0";

  private static final SampleConfig CONFIG = SampleConfig.defaults().withDocumentKb(40);

  @Test
  void aHundredOfThemAskForTheListsOnceAndEveryRequestIsCounted() {
    try (var sample = new Sample(CONFIG.withLatencyMs(100));
        var pair = start(sample.url())) {
      var answer = client(pair).batch(batch(names("nobody", 100)));

      assertThat(statuses(answer)).hasSize(100).containsOnly(404);
      var stats = sample.stats();
      assertThat(stats.requests("")).isEqualTo(1);
      assertThat(stats.requests(ALL_POKEMON)).isEqualTo(1);
      assertThat(stats.requests(ALL_SPECIES)).isEqualTo(1);
      assertThat(stats.requests()).as("and of a species at most one").isBetween(103L, 104L);
      assertThat(requests(answer)).isEqualTo(stats.requests());
    }
  }

  @Test
  void theyObeyTheRateThatIsSet() {
    try (var sample = new Sample(CONFIG.withLatencyMs(0).withRate(40));
        var pair = start(sample.url(), Map.of("UPSTREAM_RATE", "30", "UPSTREAM_BURST", "1"))) {
      assertThat(statuses(client(pair).batch(batch(names("nobody", 60))))).containsOnly(404);

      assertThat(sample.stats().faults(InjectedFault.RATE_LIMITED)).isZero();
    }
  }

  /** Seen by the upstream: of documents that take so long, one more round is begun at most. */
  @Test
  void aMissingNameIsKnownAfterTwoRoundTripsSoThatStopCancelsTheRest() {
    try (var upstream = new ScriptedUpstream();
        var pair = start(upstream.url())) {
      upstream.play(script(200, 300, 60));
      var requests = new JsonArray().add("pokemon/nobody");
      IntStream.rangeClosed(1, 60).forEach(i -> requests.add("pokemon/" + i));
      var answer = client(pair).batch(batch(requests).put("onError", "stop").put("concurrency", 4));

      var summary = answer.getJsonObject("summary");
      assertThat(summary.getInteger("failed")).isEqualTo(1);
      assertThat(summary.getInteger("succeeded")).isLessThanOrEqualTo(3 * 3);
    }
  }

  @Test
  void whereTheNamesAreKnownASingleRequestTells() {
    try (var sample = new Sample(CONFIG.withLatencyMs(0));
        var pair = start(sample.url())) {
      client(pair).batch(batch(new JsonArray().add("pokemon/nobody")));
      var before = sample.stats().requests();
      var answer = client(pair).batch(batch(new JsonArray().add("pokemon/bulbasaurr")));

      var problem = answer.getJsonArray("responses").getJsonObject(0).getJsonObject("problem");
      assertThat(problem.getJsonArray("suggestions")).containsExactly("bulbasaur");
      // Lanes share the lists.
      assertThat(sample.stats().requests() - before).isEqualTo(1);
      assertThat(requests(answer)).isEqualTo(1);
    }
  }

  @Test
  void namesInOtherLanguagesAreKeysOnceTheyAreKnown() {
    try (var sample = new Sample(CONFIG.withLatencyMs(0));
        var pair = start(sample.url())) {
      client(pair).batch(batch(new JsonArray().add("pokemon-species/1").add("type/fire")));
      var known =
          new JsonArray()
              .add("pokemon/Bisasam")
              .add("pokemon/フシギダネ")
              .add(Normalizer.normalize("pokemon/フシギダネ", Normalizer.Form.NFD))
              .add("pokemon-species/이상해씨")
              .add("type/Feuer")
              .add("pokemon/Bisasan");

      var answer = client(pair).batch(batch(known).put("fields", "name"));

      assertThat(statuses(answer)).containsExactly(200, 200, 200, 200, 200, 404);
      var responses = answer.getJsonArray("responses");
      assertThat(responses.getJsonObject(1).getJsonObject("body").getString("name"))
          .isEqualTo("bulbasaur");
      assertThat(responses.getJsonObject(5).getJsonObject("problem").getJsonArray("suggestions"))
          .containsExactly("bulbasaur");
    }
  }

  @Test
  void listsThatNeverComeHoldNothingUp() {
    try (var upstream = new ScriptedUpstream();
        var pair = start(upstream.url())) {
      var never = new JsonObject().put("never", true);
      upstream.play(script(0, 0, 1).put("", never).put(ALL_POKEMON, never).put(ALL_SPECIES, never));
      var names = names("nobody", 40).add("pokemon/1");
      var answer = client(pair).batch(batch(names).put("concurrency", 1));

      assertThat(statuses(answer)).containsOnly(404, 200).endsWith(200);
    }
  }

  @Test
  void anIndexThatFailsIsAskedForOnceInAWhile() {
    try (var upstream = new ScriptedUpstream();
        var pair = start(upstream.url())) {
      upstream.play(
          new JsonObject().put("", new JsonObject().put("status", 403).put("text", "no")));
      for (var i = 0; i < 5; i++) {
        assertThat(statuses(client(pair).batch(batch(names("nobody-" + i, 10))))).containsOnly(404);
      }

      assertThat(upstream.requests().stream().filter(String::isEmpty)).hasSize(1);
    }
  }

  @Test
  void anIndexThatInflatesWithoutEndIsNotReadAndHoldsNothingUp() throws IOException {
    var asked = new AtomicInteger();
    var bomb = bomb(512 << 20);
    var vertx = Vertx.vertx();
    try {
      var server =
          vertx
              .createHttpServer()
              .requestHandler(
                  request -> {
                    var response = request.response();
                    if (request.path().equals("/api/v2/")) {
                      asked.incrementAndGet();
                      response
                          .putHeader("content-type", "application/json")
                          .putHeader("content-encoding", "gzip")
                          .end(Buffer.buffer(bomb));
                    } else {
                      response.setStatusCode(404).end("Not Found");
                    }
                  });
      var port = EmbeddedPair.await(server.listen(0, "127.0.0.1")).actualPort();
      try (var pair = start("http://127.0.0.1:" + port + "/api/v2")) {
        assertThat(statuses(client(pair).batch(batch(names("nobody", 20))))).containsOnly(404);
      }
      assertThat(asked).hasValue(1);
    } finally {
      EmbeddedPair.await(vertx.close());
    }
  }

  private static byte[] bomb(int bytes) throws IOException {
    var zipped = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(zipped)) {
      gzip.write('{');
      var spaces = " ".repeat(1 << 20).getBytes(StandardCharsets.US_ASCII);
      for (var written = 0; written < bytes; written += spaces.length) {
        gzip.write(spaces);
      }
    }
    return zipped.toByteArray();
  }

  /**
   * Documents 1 to {@code last}, an index and a list.
   *
   * @param listMs how long these two take
   */
  private static JsonObject script(int listMs, int documentMs, int last) {
    var index = new JsonObject().put("pokemon", "/p/").put("pokemon-species", "/s/");
    var list = new JsonObject().put("count", 0).put("results", new JsonArray());
    var script =
        new JsonObject()
            .put("", new JsonObject().put("body", index).put("afterMs", listMs))
            .put(ALL_POKEMON, new JsonObject().put("body", list).put("afterMs", listMs))
            .put(ALL_SPECIES, new JsonObject().put("body", list).put("afterMs", listMs))
            .put(
                "pokemon/nobody",
                new JsonObject().put("status", 404).put("text", "").put("afterMs", listMs));
    IntStream.rangeClosed(1, last)
        .forEach(
            id ->
                script.put(
                    "pokemon/" + id,
                    new JsonObject()
                        .put("body", new JsonObject().put("id", id))
                        .put("afterMs", documentMs)));
    return script;
  }

  private static JsonArray names(String name, int count) {
    var requests = new JsonArray();
    IntStream.range(0, count).forEach(i -> requests.add("pokemon/" + name + "x" + i));
    return requests;
  }

  private static JsonObject batch(JsonArray requests) {
    return new JsonObject().put("requests", requests).put("concurrency", 100);
  }

  private static List<Integer> statuses(JsonObject answer) {
    return answer.getJsonArray("responses").stream()
        .map(item -> ((JsonObject) item).getInteger("status"))
        .toList();
  }

  private static long requests(JsonObject answer) {
    return answer.getJsonObject("summary").getJsonObject("upstream").getLong("requests");
  }

  private static EmbeddedPair start(String upstream) {
    return start(upstream, Map.of());
  }

  private static EmbeddedPair start(String upstream, Map<String, String> more) {
    var settings = new HashMap<>(more);
    settings.put("POKEAPI_URL", upstream);
    settings.put("FETCHER_INSTANCES", "2");
    return EmbeddedPair.start(settings);
  }

  private static Client client(EmbeddedPair pair) {
    return new Client(pair.url());
  }
}
