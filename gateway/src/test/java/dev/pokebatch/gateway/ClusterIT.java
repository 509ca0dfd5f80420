package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.Cluster;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.sample.SampleConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Behaviour that differs when gateway and fetcher are separate processes. */
class ClusterIT {

  /** So many documents are requested at once. */
  private static final int PART = 151;

  private static final int PARTS = 7;

  @Test
  void fetchersWithASampleEachFollowEachOthersLinks() {
    try (var cluster = Cluster.start(2, Map.of("POKEAPI_URL", "sample"))) {
      var random = new JsonObject().put("random", "pokemon").put("count", 20);
      var answer =
          new Client(cluster.url())
              .batch(new JsonObject().put("requests", new JsonArray().add(random)));

      assertThat(answer.getJsonObject("summary").getInteger("succeeded")).isEqualTo(20);
    }
  }

  @Test
  void aClientThatGoesAwayIsHeardOfInTheFetchersProcess() {
    try (var sample = new Sample(SampleConfig.defaults().withLatencyMs(60_000));
        var cluster =
            Cluster.start(Map.of("POKEAPI_URL", sample.url(), "UPSTREAM_TIMEOUT_MS", "60000"))) {
      var leaves =
          new Client(cluster.url()).postAsync(batch("pokemon/1..10").put("deadlineMs", 60_000));
      await().until(() -> sample.stats().inFlight() == 10);

      leaves.cancel(true);

      await().until(() -> sample.stats().cancelled() == 10);
    }
  }

  @Test
  void equalDocumentsMeetAtTheSameFetcherWhicheverGatewayAsks() {
    var config = SampleConfig.defaults().withDocuments(PARTS * PART).withLatencyMs(300);
    try (var sample = new Sample(config);
        var cluster = Cluster.start(3, Map.of("POKEAPI_URL", sample.url()))) {
      var clients =
          List.of(new Client(cluster.url()), new Client(cluster.startAnotherGateway().url()));

      assertFewRepeatedRequests(
          PARTS, 9, part -> repeatedRequestsOfTwoGateways(sample, clients, part));

      assertThat(IntStream.range(0, 3)).allMatch(i -> cluster.fetcher(i).served() > 0);
    }
  }

  private static long repeatedRequestsOfTwoGateways(
      Sample sample, List<Client> clients, String part) {
    sample.forget();
    var batch = batch(part).put("fields", "id").put("concurrency", PART);
    var answers =
        IntStream.range(0, 10).mapToObj(i -> clients.get(i % 2).postAsync(batch)).toList().stream()
            .map(CompletableFuture::join)
            .map(response -> new JsonObject(response.body()))
            .toList();

    assertThat(answers).allMatch(answer -> answer.getBoolean("complete"));
    return sample.stats().requests() - PART;
  }

  @Test
  void linksAreFollowedByAllFetchers() {
    assertFewRepeatedRequests(3, 40, part -> repeatedRequestsOfLinks());
  }

  private static long repeatedRequestsOfLinks() {
    var config = SampleConfig.defaults().withDocuments(2 * PART).withLatencyMs(50);
    try (var sample = new Sample(config);
        var cluster = Cluster.start(3, Map.of("POKEAPI_URL", sample.url()))) {
      var client = new Client(cluster.url());
      client.batch(batch(part(2))); // the first requests of a process are slow
      sample.forget();
      var batch =
          batch(part(1))
              .put("expand", new JsonArray().add("species.evolution_chain").add("types.type"))
              .put("fields", "id,species.id,species.evolution_chain.id,types.type.name")
              .put("concurrency", 6); // no fetcher is so busy that its documents go to others
      var answer = client.batch(batch);

      assertThat(answer.getBoolean("complete")).isTrue();
      assertThat(answer.encode()).doesNotContain("problems");
      var documents = sample.stats().requestsByPath().size();
      assertThat(documents).isEqualTo(151 + 151 + 78 + 17);
      assertThat(IntStream.range(0, 3)).allMatch(i -> cluster.fetcher(i).served() > 100);
      return sample.stats().requests() - documents;
    }
  }

  /**
   * A fetcher is passed over for its load, and for a silence of 1.5 s, in which a busy machine does
   * not let it run, or not fast enough before its code is compiled. Its documents are then
   * requested from the upstream by another one, too. So one of some tries has to show that few are.
   *
   * @param requests gets the documents of a part of the Pokédex, and returns how many requests for
   *     the same ones there were
   */
  private static void assertFewRepeatedRequests(
      int tries, long most, ToLongFunction<String> requests) {
    var repeated = new ArrayList<Long>();
    do {
      repeated.add(requests.applyAsLong(part(repeated.size() + 1)));
    } while (repeated.get(repeated.size() - 1) > most && repeated.size() < tries);
    assertThat(repeated).as("repeated requests").anyMatch(count -> count <= most);
  }

  private static String part(int number) {
    return "pokemon/" + ((number - 1) * PART + 1) + ".." + number * PART;
  }

  @Test
  void aSlowFetcherDoesNotHoldBackTheRest() {
    try (var slow = new Sample(SampleConfig.defaults().withDocuments(600).withLatencyMs(3_000));
        var quick = new Sample(SampleConfig.defaults().withDocuments(600).withLatencyMs(50));
        var cluster =
            Cluster.start(
                List.of(
                    Map.of("POKEAPI_URL", slow.url()),
                    Map.of("POKEAPI_URL", quick.url()),
                    Map.of("POKEAPI_URL", quick.url())),
                Map.of("CACHE_MAX_BYTES", "0"))) {
      var batch = batch("pokemon/1..600").put("fields", "id").put("deadlineMs", 60_000);
      var answer = new Client(cluster.url()).batch(batch);

      assertThat(answer.getBoolean("complete")).isTrue();
      // Its third would be 200, and 19 s; it gets what it can do while the others do the rest.
      assertThat(slow.stats().requests()).isLessThan(150);
    }
  }

  @Test
  void whoeverDoesNotKnowTheSecretIsNotAMember() {
    var secret = Map.of("POKEAPI_URL", "sample", "CLUSTER_SECRET", "one");
    try (var cluster =
        Cluster.start(List.of(Map.of(), Map.of("CLUSTER_SECRET", "another")), secret, 1)) {
      assertThat(cluster.fetcher(1).health().getString("status")).isEqualTo("UP");
      assertThat(new Client(cluster.url()).batch(batch("pokemon/1..20")).getBoolean("complete"))
          .isTrue();
      assertThat(cluster.fetcher(1).served()).isZero();
      for (var member : List.of(cluster.gateway(), cluster.fetcher(0), cluster.fetcher(1))) {
        assertThat(member.process().output())
            .doesNotContain("another", "=one")
            .as("the proof of the secret, which would admit anybody")
            .doesNotContainPattern("-[0-9a-f]{32}");
      }
    }
  }

  private static JsonObject batch(String get) {
    return new JsonObject().put("requests", new JsonArray().add(get));
  }
}
