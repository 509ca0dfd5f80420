package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.GatedUpstream;
import dev.pokebatch.gateway.testing.HonestJob;
import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.PostgresServer;
import dev.pokebatch.gateway.testing.StoreDatabase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.awaitility.Awaitility;

/**
 * Random jobs, cancelled at random moments: their status and results are consistent at every moment
 * and in every format, and a retry fetches the missing documents.
 */
class CancelledJobsPropertiesTest {

  @SuppressWarnings("NullAway.Init")
  private static GatedUpstream upstream;

  private static final Map<StoreDatabase, EmbeddedPair> PAIRS = new EnumMap<>(StoreDatabase.class);

  @BeforeContainer
  static void start() throws IOException {
    upstream = new GatedUpstream();
    for (var database : StoreDatabase.values()) {
      if (database == StoreDatabase.SQLITE || PostgresServer.isInstalled()) {
        var settings = new HashMap<>(database.settings(Files.createTempDirectory("cancelled")));
        settings.put("POKEAPI_URL", upstream.url());
        settings.put("CACHE_MAX_BYTES", "0");
        settings.put("MAX_JOBS", "1");
        settings.put("UPSTREAM_TIMEOUT_MS", "60000");
        settings.put("BREAKER_SLOW_MS", "60000");
        PAIRS.put(database, EmbeddedPair.start(settings));
      }
    }
  }

  @AfterContainer
  static void stop() {
    PAIRS.values().forEach(EmbeddedPair::close);
    upstream.close();
  }

  /** A step, how many documents it has, and how many of them can never be fetched. */
  private record Shape(Object step, int documents, int never) {}

  private static final JsonObject PAGE =
      new JsonObject().put("id", "page").put("get", "berry?limit=3&offset=0").put("fields", "*");

  private static final List<Shape> SHAPES =
      List.of(
          new Shape("pokemon/1..4", 4, 0),
          new Shape("pokemon/9", 1, 0),
          new Shape(new JsonObject().put("all", "nature"), GatedUpstream.LISTED, 0),
          new Shape(new JsonObject().put("random", "nature").put("count", 2).put("seed", 1), 2, 0),
          new Shape(reference("$.results[*].url"), GatedUpstream.LISTED, 0),
          new Shape(reference("$.results[0].url"), 1, 0),
          new Shape("https://example.org/pokemon/1", 1, 1),
          new Shape(
              new JsonObject()
                  .put("sequence", List.of("https://example.org/pokemon/2", "pokemon/8"))
                  .put("onError", "stop"),
              2,
              2));

  private static JsonObject reference(String path) {
    return new JsonObject().put("get", new JsonObject().put("from", "page").put("path", path));
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void whatIsToldOfAJobIsTrueWheneverItIsCancelled(
      @ForAll StoreDatabase database,
      @ForAll("shapes") List<Integer> shapes,
      @ForAll @IntRange(min = 1, max = 4) int concurrency,
      @ForAll @IntRange(min = -1, max = 14) int moment) {
    var pair = PAIRS.get(database);
    if (pair == null) {
      return; // there is no PostgreSQL here
    }
    var client = new JobClient(pair.url());
    var steps = new JsonArray().add(PAGE);
    shapes.forEach(shape -> steps.add(SHAPES.get(shape).step));
    var batch =
        new JsonObject().put("requests", steps).put("fields", "id").put("concurrency", concurrency);
    var all = 1 + shapes.stream().mapToInt(shape -> SHAPES.get(shape).documents).sum();
    var never = shapes.stream().mapToInt(shape -> SHAPES.get(shape).never).sum();

    var job = moment < 0 ? cancelledInTheQueue(client, batch) : cancelledAt(client, batch, moment);
    upstream.open();

    var ended = client.awaitEnd(job.path());
    job.assertAddsUp(ended);
    var succeeded = ended.getJsonObject("summary").getInteger("succeeded");
    if (succeeded == all) {
      assertThat(ended.getBoolean("complete")).isTrue();
      return;
    }
    assertThat(ended.getBoolean("complete")).isFalse();
    assertThat(ended.getString("outcome")).isEqualTo(succeeded > 0 ? "partial" : "failed");
    var retried = client.send("POST", job.path() + "/retry", Map.of());
    assertThat(retried.statusCode()).as(retried.body()).isEqualTo(202);
    var rest = new HonestJob(client, retried.headers().firstValue("Location").orElseThrow());
    var restEnded = client.awaitEnd(rest.path());
    rest.assertAddsUp(restEnded);
    assertThat(restEnded.getJsonObject("summary").getInteger("total")).isEqualTo(all - succeeded);
    assertThat(restEnded.getJsonObject("summary").getInteger("succeeded"))
        .isEqualTo(all - succeeded - never);
  }

  private static HonestJob cancelledInTheQueue(JobClient client, JsonObject batch) {
    upstream.letThrough(0);
    var other = client.submitted(new JsonObject().put("requests", List.of("pokemon/1000")));
    upstream.awaitArrived(1);
    var job = new HonestJob(client, client.submitted(batch));
    job.assertIncomplete();
    job.cancel();
    var status = client.json(job.path());
    assertThat(status.getString("endReason")).isEqualTo("cancelled");
    assertThat(status.getJsonObject("summary").getInteger("cancelled"))
        .isPositive()
        .isEqualTo(status.getJsonObject("summary").getInteger("total"));
    upstream.open();
    client.awaitEnd(other);
    return job;
  }

  /** Cancelled when the upstream has answered so many requests, and others wait; or too late. */
  private static HonestJob cancelledAt(JobClient client, JsonObject batch, int answers) {
    upstream.letThrough(answers);
    var job = new HonestJob(client, client.submitted(batch));
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> upstream.arrived() > answers || job.hasEnded());
    if (!job.hasEnded()) {
      job.assertIncomplete();
    }
    job.cancel();
    return job;
  }

  @Provide
  Arbitrary<List<Integer>> shapes() {
    return Arbitraries.integers().between(0, SHAPES.size() - 1).list().ofMaxSize(5);
  }
}
