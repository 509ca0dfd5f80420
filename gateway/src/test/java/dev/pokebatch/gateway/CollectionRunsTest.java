package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Answers;
import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.CollectionClient;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.JobClient;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stored collection runs as if its batch had been posted; on the embedded database. */
@SuppressWarnings("NullAway.Init") // JUnit sees to the fields
class CollectionRunsTest {

  private static final JsonObject BATCH =
      new JsonObject().put("requests", List.of("pokemon/1", "pokemon/nobody")).put("fields", "id");
  private static final JsonObject OTHER =
      new JsonObject().put("requests", List.of("pokemon/25")).put("fields", "id");

  @TempDir static Path folder;
  private static EmbeddedPair pair;
  private static CollectionClient collections;
  private static JobClient jobs;

  @BeforeAll
  static void start() {
    pair =
        EmbeddedPair.start(
            Map.of(
                "POKEAPI_URL", "sample", "SAMPLE_LATENCY_MS", "20", "DATA_DIR", folder.toString()));
    collections = new CollectionClient(pair.url());
    jobs = new JobClient(pair.url());
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  @AfterEach
  void clear() {
    collections.clear();
  }

  @Test
  void itIsAnsweredAsTheSameBatchThatIsPosted() {
    collections.stored("a", BATCH.encode());

    for (var headers :
        List.of(
            Map.of("Accept", "application/json"),
            Map.of("Accept", "text/csv"),
            Map.of("Accept", "application/json", "Prefer", "return=minimal"),
            Map.of("Accept", "application/json", "Prefer", "handling=strict"))) {
      var run = collections.run("a", headers);
      var posted = jobs.post(BATCH, headers);

      assertThat(run.statusCode()).isEqualTo(posted.statusCode());
      assertThat(Answers.withoutFigures(run.body()))
          .isEqualTo(Answers.withoutFigures(posted.body()));
      assertThat(run.headers().map().keySet()).isEqualTo(posted.headers().map().keySet());
    }
    var lines =
        collections.send("POST", "/a/runs?order=request", Map.of("Accept", "application/x-ndjson"));
    assertThat(lines.body().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("\"index\":0", "\"body\":{\"id\":1}"),
            line -> assertThat(line).contains("\"index\":1", "/problems/not-found"),
            line -> assertThat(line).contains("\"type\":\"summary\""));
  }

  @Test
  void itIsKeptWhereTheClientPrefersThat() {
    collections.stored("a", BATCH.encode());

    var accepted = collections.run("a", Map.of("Prefer", "respond-async"));
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
    var ended = jobs.awaitEnd(accepted.headers().firstValue("Location").orElseThrow());
    assertThat(ended.getJsonObject("summary").getInteger("succeeded")).isOne();

    var waited = collections.run("a", Map.of("Prefer", "respond-async, wait=20"));
    assertThat(waited.statusCode()).as(waited.body()).isEqualTo(200);
    assertThat(waited.headers().firstValue("Content-Location")).isPresent();
  }

  @Test
  void theSameRequestIsTheSameJobWhateverHasBeenStoredSince() {
    collections.stored("a", BATCH.encode());
    collections.stored("b", BATCH.encode());
    var headers = Map.of("Prefer", "respond-async", "Idempotency-Key", "\"once\"");

    var first = location(collections.run("a", headers));
    collections.put("a", OTHER.encode(), Map.of("If-Match", "*"));

    assertThat(location(collections.run("a", headers))).isEqualTo(first);
    assertThat(location(collections.run("b", headers))).isNotEqualTo(first);
    assertThat(location(jobs.post(BATCH, headers))).isNotEqualTo(first);
    var next = Map.of("Prefer", "respond-async", "Idempotency-Key", "\"twice\"");
    var second = location(collections.run("a", next));
    assertThat(second).isNotEqualTo(first);
    assertThat(jobs.awaitEnd(second).getJsonObject("summary").getInteger("total")).isOne();
  }

  @Test
  void whatIsTooMuchToBeWaitedForIsStoredAndRunAsAJobOnly() {
    var many = "{\"requests\":[\"pokemon/1..5000\",\"type/1..1\"]}";
    collections.stored("many", many);

    var refused = collections.run("many", Map.of());

    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(new JsonObject(refused.body()).getString("limit")).isEqualTo("documents");
    var accepted = collections.run("many", Map.of("Prefer", "respond-async"));
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
    jobs.send("POST", location(accepted) + "/cancel", Map.of());
  }

  @Test
  void collectionsChangeWhileBatchesRunAndNeitherWaitsForTheOther() {
    var slow =
        new JsonObject()
            .put("requests", List.of("pokemon-species/1..151"))
            .put("fields", "id")
            .put("deadlineMs", 60_000)
            .put("concurrency", 1); // of 20 ms each: three seconds at least
    var posted = new Client(pair.url()).postAsync(slow);
    var job = jobs.submitted(slow.copy().put("concurrency", 2));

    for (var i = 0; i < 10; i++) {
      var tag = collections.stored("a", BATCH.encode());
      var replaced = collections.put("a", OTHER.encode(), Map.of("If-Match", tag));
      assertThat(replaced.statusCode()).as(replaced.body()).isEqualTo(204);
      assertThat(collections.get("a", Map.of()).body()).isEqualTo(OTHER.encode());
      assertThat(collections.run("a", Map.of()).statusCode()).isEqualTo(200);
      assertThat(collections.delete("a", Map.of()).statusCode()).isEqualTo(204);
    }

    assertThat(posted).isNotDone();
    assertThat(new JsonObject(posted.join().body()).getBoolean("complete")).isTrue();
    assertThat(jobs.awaitEnd(job).getString("outcome")).isEqualTo("succeeded");
  }

  private static String location(HttpResponse<String> accepted) {
    assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
    return accepted.headers().firstValue("Location").orElseThrow();
  }
}
