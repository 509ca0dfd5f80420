package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.Mode;
import dev.pokebatch.gateway.testing.Pair;
import dev.pokebatch.gateway.testing.ScriptedUpstream;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Clients that share an upstream, in each mode and over both transports: a document is fetched once
 * for all of them, and is served from the cache after the upstream has failed.
 */
@SuppressWarnings("NullAway.Init") // JUnit sees to the fields
@ParameterizedClass
@EnumSource(Mode.class)
@TestMethodOrder(OrderAnnotation.class)
class SharedUpstreamIT {

  private static final int CALLERS = 1_000;

  private static ScriptedUpstream upstream;
  private static Pair pair;
  private static Client client;

  @Parameter Mode mode;

  @BeforeParameterizedClassInvocation
  static void start(Mode mode) {
    upstream = new ScriptedUpstream();
    pair =
        mode.start(
            Map.of(
                "POKEAPI_URL", upstream.url(),
                "MAX_BATCHES", String.valueOf(2 * CALLERS),
                "UPSTREAM_CONNECT_TIMEOUT_MS", "1000"));
    client = new Client(pair.url());
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    pair.close();
    upstream.close();
  }

  @AfterEach
  void noBatchIsLeft() {
    upstream.play(new JsonObject());
    await().until(() -> waiting() == 0);
  }

  @Test
  void tenBatchesOfTheSameDocumentsAtOnceAskForEachOnce() {
    var most = mode == Mode.EMBEDDED ? 302 : 302 + 30;
    assertThat(fewestRequests(most, round -> requestsOfTenBatches(10_000 + 1_000 * round)))
        .isBetween(302, most);
  }

  /**
   * Of several fetchers, one that is slow to answer is passed over: by its load, or because the
   * machine is busy with something else. What the machine does not do in each round is ours.
   *
   * @param most a round with no more requests to the upstream is the last one
   * @param requests makes the requests of a round, and counts those that the upstream has seen
   */
  private int fewestRequests(int most, IntUnaryOperator requests) {
    var seen = new ArrayList<Integer>();
    do {
      seen.add(requests.applyAsInt(seen.size()));
    } while (mode == Mode.CLUSTERED && seen.size() < 5 && Collections.min(seen) > most);
    return Collections.min(seen);
  }

  private static int requestsOfTenBatches(int from) {
    upstream.play(documents(from, from + 350, 86_400, new JsonObject().put("afterMs", 100)));
    var one = "pokemon/" + from + ".." + (from + 150);
    var other = "pokemon/" + (from + 200) + ".." + (from + 350);
    var answers =
        IntStream.range(0, 10)
            .boxed()
            .flatMap(
                i ->
                    Stream.of(
                        client.postAsync(batch(one, "non-blocking")),
                        client.postAsync(batch(other, "blocking"))))
            .toList();

    assertThat(answers)
        .allSatisfy(
            answer -> assertThat(items(answer)).hasSize(151).allMatch(SharedUpstreamIT::isFound));
    // Some of the round before may come late.
    var requests =
        upstream.requests().stream()
            .filter(path -> Integer.parseInt(path.replaceFirst("pokemon/", "")) >= from)
            .toList();
    assertThat(Set.copyOf(requests)).hasSize(302);
    return requests.size();
  }

  @Test
  void aThousandCallersOfOneDocumentAskForItOnce() {
    var requests =
        fewestRequests(
            2,
            round -> {
              var document = 20_000 + 2 * round;
              upstream.play(
                  documents(document, document + 1, 86_400, new JsonObject().put("held", true)));
              var answers = callers(document, CALLERS / 2);
              releaseWhenWaiting(CALLERS);

              assertThat(answers)
                  .allSatisfy(
                      answer -> assertThat(items(answer)).allMatch(SharedUpstreamIT::isFound));
              return upstream.requests().size();
            });
    assertThat(requests).isEqualTo(2);
  }

  /** With a status that no other try would change. */
  @Test
  void aFailureIsToldToAllWhoWaitForItAndToNobodyAfterwards() {
    var requests =
        fewestRequests(
            2,
            round -> {
              var document = 21_000 + 2 * round;
              var failing = new JsonObject().put("status", 501).put("held", true);
              upstream.play(documents(document, document + 1, 86_400, failing));
              var answers = callers(document, 50);
              releaseWhenWaiting(100);

              assertThat(answers)
                  .flatExtracting(SharedUpstreamIT::items)
                  .hasSize(100)
                  .allMatch(item -> item.getInteger("status") == 502);
              var failed = upstream.requests().size();
              upstream.play(documents(document, document + 1, 86_400, new JsonObject()));
              assertThat(callers(document, 1))
                  .flatExtracting(SharedUpstreamIT::items)
                  .allMatch(SharedUpstreamIT::isFound);
              return failed;
            });
    assertThat(requests).isEqualTo(2);
  }

  /** Lets the upstream answer two requests, when so many callers wait for it. */
  private static void releaseWhenWaiting(int callers) {
    await().until(() -> upstream.requests().size() >= 2 && waiting() == callers);
    upstream.release();
  }

  private static double waiting() {
    var now = pair.scrape();
    return now.sum("pokebatch_documents_in_flight")
        + now.sum("pokebatch_documents_in_flight_waiting");
  }

  /** Callers of a document over one transport, and of the next document over the other. */
  private static List<CompletableFuture<HttpResponse<String>>> callers(int document, int ofEach) {
    var batches =
        List.of(
            batch("pokemon/" + document, "non-blocking"),
            batch("pokemon/" + (document + 1), "blocking"));
    return IntStream.range(0, 2 * ofEach)
        .mapToObj(i -> client.postAsync(batches.get(i % 2)))
        .toList();
  }

  @Test
  void aRequestIsCalledOffWhenItsLastCallerHasLeftAndNotBefore() {
    upstream.play(
        documents(421, 422, 86_400, new JsonObject().put("afterMs", 1_500))
            .put("pokemon/423", new JsonObject().put("never", true))
            .put("pokemon/424", new JsonObject().put("never", true)));
    var abandoned = upstream.abandoned();
    var staying =
        List.of(
            client.postAsync(batch("pokemon/421", "non-blocking")),
            client.postAsync(batch("pokemon/422", "blocking")));
    await().until(() -> upstream.requests().size() == 2);
    var leaving =
        IntStream.range(0, 25)
            .boxed()
            .flatMap(
                i ->
                    Stream.of(
                        client.postAsync(batch("pokemon/421", "non-blocking")),
                        client.postAsync(batch("pokemon/422", "blocking")),
                        client.postAsync(batch("pokemon/423", "non-blocking")),
                        client.postAsync(batch("pokemon/424", "blocking"))))
            .toList();
    await().until(() -> upstream.requests().size() == 4);
    leaving.forEach(caller -> caller.cancel(true));

    await().until(() -> upstream.abandoned() - abandoned == 2);
    assertThat(staying).flatExtracting(SharedUpstreamIT::items).allMatch(SharedUpstreamIT::isFound);
    assertThat(upstream.requests()).hasSize(4);
    assertThat(upstream.abandoned() - abandoned).isEqualTo(2);
  }

  @Test
  @Order(Integer.MAX_VALUE) // nothing comes after it
  void whenItFallsSilentAndThenDiesWhatIsKeptIsServedSoonAndTheRestRefusedAtOnce() {
    upstream.play(documents(1_001, 2_000, 0, new JsonObject()));
    assertThat(items(post("pokemon/1001..2000", "non-blocking")))
        .allMatch(SharedUpstreamIT::isFound);

    upstream.play(documents(1_001, 2_000, 0, new JsonObject().put("never", true)));
    assertStale();
    upstream.close();
    assertStale();

    assertThat(items(post("pokemon/3001..4000", "non-blocking")))
        .hasSize(1_000)
        .noneMatch(SharedUpstreamIT::isFound);
    assertRefused("non-blocking");
    assertRefused("blocking");
  }

  private void assertStale() {
    Stream.of(post("pokemon/1001..2000", "non-blocking"), post("pokemon/1001..2000", "blocking"))
        .forEach(
            answer -> {
              assertThat(items(answer))
                  .hasSize(1_000)
                  .allMatch(SharedUpstreamIT::isFound)
                  .allMatch(item -> item.getString("cache").equals("stale"))
                  .allMatch(item -> item.getLong("ageMs") > 0);
            });
  }

  private void assertRefused(String transport) {
    var answer = post("pokemon/3001..4000", transport);
    var refused =
        items(answer).stream()
            .filter(item -> item.getInteger("status") == 503)
            .map(item -> item.getJsonObject("problem"))
            .filter(problem -> problem.getString("type").equals("/problems/circuit-open"))
            .filter(problem -> problem.getLong("retryAfterMs") > 0);

    assertThat(refused).as("all but a few that try whether it is there").hasSizeGreaterThan(950);
    assertThat(upstreamRequests(answer)).isLessThan(50);
  }

  private static CompletableFuture<HttpResponse<String>> post(String get, String transport) {
    return client.postAsync(batch(get, transport));
  }

  private static boolean isFound(JsonObject item) {
    return item.getInteger("status") == 200;
  }

  private static List<JsonObject> items(CompletableFuture<HttpResponse<String>> answer) {
    return new JsonObject(answer.join().body())
        .getJsonArray("responses").stream()
            .map(JsonObject.class::cast)
            .flatMap(
                step ->
                    step.containsKey("items")
                        ? step.getJsonArray("items").stream().map(JsonObject.class::cast)
                        : Stream.of(step))
            .toList();
  }

  private static int upstreamRequests(CompletableFuture<HttpResponse<String>> answer) {
    return new JsonObject(answer.join().body())
        .getJsonObject("summary")
        .getJsonObject("upstream")
        .getInteger("requests");
  }

  private static JsonObject batch(String get, String transport) {
    return new JsonObject()
        .put("requests", new JsonArray().add(get))
        .put("fields", "id")
        .put("transport", transport);
  }

  /** A script of documents that may be used for so long without asking. */
  private static JsonObject documents(int first, int last, int maxAgeS, JsonObject act) {
    var headers = new JsonObject().put("cache-control", "max-age=" + maxAgeS).put("etag", "\"1\"");
    var script = new JsonObject();
    IntStream.rangeClosed(first, last)
        .forEach(
            id ->
                script.put(
                    "pokemon/" + id,
                    new JsonObject()
                        .put("headers", headers)
                        .put("body", new JsonObject().put("id", id).put("name", "p" + id))
                        .mergeIn(act)));
    return script;
  }
}
