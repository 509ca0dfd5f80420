package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.Cluster;
import dev.pokebatch.gateway.testing.Load;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.sample.SampleConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * One gateway and three fetchers, each a process: a failure of a fetcher delays a batch, but loses
 * no document.
 */
class FaultsIT {

  private static final int DOCUMENTS = 2_000;
  private static final int LATENCY_MS = 200;
  private static final int FETCHERS = 3;

  private static Sample sample;
  private static Cluster cluster;

  @BeforeAll
  static void start() {
    sample =
        new Sample(
            SampleConfig.defaults()
                .withDocuments(DOCUMENTS)
                .withDocumentKb(40)
                .withLatencyMs(LATENCY_MS));
    cluster =
        Cluster.start(
            FETCHERS,
            Map.of("POKEAPI_URL", sample.url(), "CACHE_MAX_BYTES", "0", "UPSTREAM_RATE", "0"));
  }

  @AfterAll
  static void stop() {
    cluster.close();
    sample.close();
  }

  @BeforeEach
  void allAreThere() {
    cluster.heal();
    client().batch(batch("pokemon/1..200")); // no process is fast at its first requests
    sample.forget();
  }

  @Test
  void aKilledFetcherCostsTheTimeOfARetry() {
    var slowness = slowness();
    var items = killedFetcher();
    // A fetcher that the machine lets stand still for 1.5 s is passed over before it is killed.
    for (var tries = 1; tries < 5 && items.stream().noneMatch(FaultsIT::isRetried); tries++) {
      allAreThere();
      items = killedFetcher();
    }

    assertThat(items).as("it was killed at work").anyMatch(FaultsIT::isRetried);
    assertThat(slowest(items)).isLessThan(slowness * (LATENCY_MS + 2_000));
  }

  /** It is paused first, so that it has work. */
  private List<JsonObject> killedFetcher() {
    var answer = client().postAsync(batch("pokemon/1.." + DOCUMENTS));
    awaitRequests(500);
    cluster.fetcher(0).process().pause();
    awaitRequests(sample.stats().requests() + 20);
    cluster.fetcher(0).kill();
    return complete(new JsonObject(answer.join().body()));
  }

  private static boolean isRetried(JsonObject item) {
    return item.getInteger("attempts") > 1;
  }

  @Test
  void aKilledFetcherCostsNoLinkThatIsFollowed() {
    var links = new JsonArray().add("species.evolution_chain").add("types.type");
    var fields = "id,species.id,species.evolution_chain.id,types.type.id";
    var answer =
        client().postAsync(batch("pokemon/1..600").put("expand", links).put("fields", fields));
    awaitRequests(600);
    cluster.fetcher(1).kill();

    var items = complete(new JsonObject(answer.join().body()));
    assertThat(items).noneMatch(item -> item.containsKey("problems"));
  }

  @Test
  void aStoppedFetcherEndsWhatItHasAndCostsNothing() {
    var answer = client().postAsync(batch("pokemon/1.." + DOCUMENTS));
    awaitRequests(500);
    var before = cluster.fetcher(1).process().output().length();

    assertThat(cluster.fetcher(1).stop()).isEqualTo(143);
    var items = complete(new JsonObject(answer.join().body()));
    assertThat(items).allMatch(item -> item.getInteger("attempts") == 1);
    assertThat(cluster.fetcher(1).process().output().substring(before))
        .doesNotContain("not closed", " ERROR ");
  }

  @Test
  void aPausedFetcherCostsTheTimeOfARetryAndIsAskedAgainWhenItGoesOn() {
    var slowness = slowness();
    var answer = client().postAsync(batch("pokemon/1.." + DOCUMENTS));
    awaitRequests(500);
    var paused = cluster.fetcher(2);
    var before = paused.served();
    var gateway = cluster.gateway().process();
    var said = gateway.output().length();
    paused.process().pause();
    try {
      var items = complete(new JsonObject(answer.join().body()));
      assertThat(slowest(items)).isLessThan(slowness * (LATENCY_MS + 3_500));
      // Long enough to be removed from the cluster, and to have to find its way back.
      await()
          .until(
              () -> {
                complete(client().batch(batch("pokemon/1..100")));
                return gateway.output().substring(said).contains(paused.address() + " has left");
              });
    } finally {
      paused.process().resume();
    }
    cluster.awaitFetchers(FETCHERS);
    await()
        .until(
            () -> {
              complete(client().batch(batch("pokemon/1..100")));
              return paused.served() > before + 50;
            });
  }

  @Test
  void aGatewayThatHasJustStartedWaitsForALostFetcherNoLongerThanAnOlderOne() {
    var newer = cluster.startAnotherGateway();
    var lost = cluster.fetcher(0).process();
    lost.pause(); // it takes packets and says nothing, as one that is cut off
    try {
      var ofOlder = client().postAsync(batch("pokemon/1..200"));
      var ofNewer = new Client(newer.url()).postAsync(batch("pokemon/201..400"));
      var older = slowest(complete(new JsonObject(ofOlder.join().body())));

      // It has the older one's 1.5 s of silence to wait for, and its first requests to make.
      assertThat(slowest(complete(new JsonObject(ofNewer.join().body())))).isLessThan(2.5 * older);
    } finally {
      lost.resume();
      newer.kill();
    }
    cluster.awaitFetchers(FETCHERS);
  }

  /** How many times its latency a document takes at most where nothing is lost, at least once. */
  private static double slowness() {
    var undisturbed = complete(client().batch(batch("pokemon/1.." + DOCUMENTS)));
    sample.forget();
    return Math.max(1, slowest(undisturbed) / LATENCY_MS);
  }

  /** Of five: what the machine is busy with besides is not the gateway's fault. */
  private static double quickestRefusalMs() {
    return IntStream.range(0, 5)
        .mapToDouble(
            i -> {
              var startedAt = System.nanoTime();
              client().post(batch("pokemon/1..20"), BodyHandlers.ofString());
              return (System.nanoTime() - startedAt) / 1e6;
            })
        .min()
        .orElseThrow();
  }

  private static double slowest(List<JsonObject> items) {
    return items.stream().mapToDouble(item -> item.getDouble("durationMs")).max().orElseThrow();
  }

  @Test
  void withoutAnyFetcherTheAnswerSaysSoAtOnceAndAllIsWellWhenTheyAreBack() {
    for (var i = 0; i < FETCHERS; i++) {
      cluster.fetcher(i).kill();
    }
    cluster.awaitFetchers(0);
    var refused = client().post(batch("pokemon/1..20"), BodyHandlers.ofString());

    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(new JsonObject(refused.body()).getString("type")).isEqualTo("/problems/no-fetcher");
    assertThat(quickestRefusalMs()).as("a batch waits a second for a fetcher").isLessThan(1_000);

    for (var i = 0; i < FETCHERS; i++) {
      cluster.fetcher(i).start();
    }
    cluster.fetcher(0).awaitReady();
    await()
        .until(
            () -> client().post(batch("pokemon/1"), BodyHandlers.ofString()).statusCode() == 200);
    for (var i = 0; i < FETCHERS; i++) {
      cluster.fetcher(i).awaitReady();
    }
  }

  @Test
  void whereTheLastFetcherIsLostTheBatchEndsWithWhatItHas() {
    var answer = client().postAsync(batch("pokemon/1..500"));
    awaitRequests(100);
    for (var i = 0; i < FETCHERS; i++) {
      cluster.fetcher(i).kill();
    }
    var ended = new JsonObject(answer.join().body());
    var summary = ended.getJsonObject("summary");

    assertThat(summary.getInteger("total")).isEqualTo(500);
    assertThat(summary.getInteger("succeeded")).isPositive();
    assertThat(summary.getInteger("failed")).isPositive();
    assertThat(items(ended).map(item -> item.getJsonObject("problem")).filter(Objects::nonNull))
        .as("what has failed, long before the deadline")
        .allMatch(problem -> problem.getString("type").equals("/problems/no-fetcher"));
  }

  @Test
  void noDocumentIsLostInTwentyRandomKills() {
    var random = new Random(20);
    try (var load = new Load(cluster.url(), batch("pokemon/1..150"), 1)) {
      load.awaitMore(2);
      for (var kill = 0; kill < 20; kill++) {
        var victim = cluster.fetcher(random.nextInt(FETCHERS));
        victim.kill();
        victim.start();
        load.awaitMore(random.nextInt(3) + 1); // without it
        victim.awaitReady();
        cluster.awaitFetchers(FETCHERS);
      }
      load.awaitMore(2);
      assertThat(load.failures()).isEmpty();
    }
  }

  @Test
  void aRollingRestartOfEverythingLosesNothing() {
    try (var load = new Load(cluster.url(), batch("pokemon/1..60"), 3)) {
      load.awaitMore(3);
      for (var i = 0; i < FETCHERS; i++) {
        assertThat(cluster.fetcher(i).stop()).isEqualTo(143);
        cluster.fetcher(i).restart();
        cluster.awaitFetchers(FETCHERS);
      }
      assertThat(cluster.gateway().stop()).isEqualTo(143);
      cluster.gateway().restart();
      load.awaitMore(6);
      assertThat(load.failures()).isEmpty();
    }
  }

  private static Client client() {
    return new Client(cluster.url());
  }

  private static JsonObject batch(String get) {
    return new JsonObject()
        .put("requests", new JsonArray().add(get))
        .put("fields", "id,name")
        .put("concurrency", 64)
        .put("deadlineMs", 60_000);
  }

  private void awaitRequests(long count) {
    await().pollInterval(Duration.ofMillis(20)).until(() -> sample.stats().requests() >= count);
  }

  private static List<JsonObject> complete(JsonObject answer) {
    assertThat(answer.getMap()).as("an answer").containsKey("responses");
    assertThat(items(answer).filter(item -> item.getInteger("status") != 200)).isEmpty();
    assertThat(answer.getBoolean("complete")).as(answer.getString("detail")).isTrue();
    return items(answer).toList();
  }

  private static Stream<JsonObject> items(JsonObject answer) {
    return answer.getJsonArray("responses").stream()
        .map(JsonObject.class::cast)
        .flatMap(step -> step.getJsonArray("items").stream())
        .map(JsonObject.class::cast);
  }
}
