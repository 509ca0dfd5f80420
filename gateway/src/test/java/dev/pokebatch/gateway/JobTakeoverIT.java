package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.Cluster;
import dev.pokebatch.gateway.testing.Cluster.Member;
import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.PostgresServer;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.gateway.testing.Scrape;
import dev.pokebatch.sample.SampleConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Two gateways share a PostgreSQL database; one stops while it runs a job, and the other continues
 * the job.
 */
class JobTakeoverIT {

  private static final int LEASE_MS = 2_000;
  private static final int DOCUMENTS = 500;

  @Test
  void anotherGatewayGoesOnWhereOneWasKilledOrStoodStill() {
    var database = PostgresServer.shared().emptySchema();
    try (var sample =
            new Sample(
                SampleConfig.defaults()
                    .withLatencyMs(100)
                    .withDocumentKb(40)
                    .withDocuments(2_000));
        var cluster =
            Cluster.start(
                Map.of(
                    "POKEAPI_URL", sample.url(),
                    "DATABASE_URL", database,
                    "JOB_LEASE_MS", String.valueOf(LEASE_MS)))) {
      var gateways = List.of(cluster.gateway(), cluster.startAnotherGateway());
      assertOneJobOfOneKey(gateways);
      var first = underWay(gateways.get(0), 1);
      var killed = owner(gateways, first);
      killed.kill();
      assertTakenOver(gateways, otherThan(killed, gateways), first, 1, sample);
      var metrics = Scrape.of(otherThan(killed, gateways).management());
      assertThat(metrics.sum("pokebatch_job_takeovers_total")).isEqualTo(1);

      killed.restart();
      var second = underWay(gateways.get(0), 1_001);
      var paused = owner(gateways, second);
      var other = otherThan(paused, gateways);
      paused.process().pause();
      assertTakenOver(gateways, other, second, 1_001, sample);
      var ended = new JobClient(other.url()).json(second);
      paused.process().resume();
      await().until(() -> paused.process().output().contains("has lost its lease"));
      assertThat(Scrape.of(paused.management()).sum("pokebatch_job_leases_lost_total"))
          .isEqualTo(1);
      assertThat(new JobClient(paused.url()).json(second)).isEqualTo(ended);
      assertOnce(paused, second);
    }
  }

  /** Has a job begun that takes some seconds, and gives where it is. */
  private static String underWay(Member gateway, int from) {
    var client = new JobClient(gateway.url());
    var range = "pokemon/" + from + ".." + (from + DOCUMENTS - 1);
    var job =
        client.submitted(
            new JsonObject()
                .put("requests", new JsonArray().add(range))
                .put("fields", "id")
                .put("concurrency", 8));
    await().until(() -> client.json(job).getJsonObject("progress").getInteger("succeeded") > 20);
    return job;
  }

  /** However many gateways are asked for it at once. */
  private static void assertOneJobOfOneKey(List<Member> gateways) {
    var batch = new JsonObject().put("requests", new JsonArray().add("pokemon/1999"));
    var clients = gateways.stream().map(gateway -> new JobClient(gateway.url())).toList();
    var answers =
        IntStream.range(0, 20)
            .mapToObj(i -> clients.get(i % 2))
            .map(client -> client.sendAsync(client.request(batch, Map.of("Idempotency-Key", "k"))))
            .toList();
    var accepted =
        answers.stream()
            .map(CompletableFuture::join)
            .filter(answer -> answer.statusCode() != 409) // just being accepted
            .map(answer -> answer.headers().firstValue("Location").orElseThrow())
            .distinct();
    assertThat(accepted).hasSize(1);
    assertThat(clients.get(1).json("/v1/batches").getJsonArray("jobs")).hasSize(1);
  }

  /** The one that says that it runs the job. */
  private static Member owner(List<Member> gateways, String job) {
    return gateways.stream().filter(gateway -> runs(gateway, job) > 0).findFirst().orElseThrow();
  }

  /** How often gateways have started or resumed a job, also after the lease expired. */
  private static long runs(Member gateway, String job) {
    var word = "Job " + job.replaceFirst(".*/", "") + " begins";
    return gateway.process().output().lines().filter(line -> line.contains(word)).count();
  }

  private static Member otherThan(Member gateway, List<Member> gateways) {
    return gateways.get(gateways.indexOf(gateway) == 0 ? 1 : 0);
  }

  private static void assertTakenOver(
      List<Member> gateways, Member by, String job, int from, Sample sample) {
    var client = new JobClient(by.url());
    var before = client.json(job).getJsonObject("progress").getInteger("succeeded");
    assertThat(before).as("documents before anybody takes it over").isBetween(20, DOCUMENTS - 50);
    await()
        .until(() -> client.json(job).getJsonObject("progress").getInteger("succeeded") > before);

    var ended = client.awaitEnd(job);
    assertThat(client.lines(job + "/results?status=failed,skipped,cancelled"))
        .filteredOn(line -> line.getString("type").equals("item"))
        .isEmpty();
    assertThat(ended.getString("outcome")).as(ended.encode()).isEqualTo("succeeded");
    assertOnce(by, job);
    var seen = sample.stats();
    var runs = gateways.stream().mapToLong(gateway -> runs(gateway, job)).sum();
    assertThat(IntStream.range(from, from + DOCUMENTS))
        .as("in %d runs", runs)
        .allMatch(id -> seen.requests("pokemon/" + id) <= runs);
  }

  private static void assertOnce(Member gateway, String job) {
    assertThat(new JobClient(gateway.url()).lines(job + "/results"))
        .filteredOn(line -> line.getString("type").equals("item"))
        .extracting(line -> line.getJsonObject("item").getInteger("index"))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, DOCUMENTS).boxed().toList());
  }
}
