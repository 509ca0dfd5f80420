package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.LineClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shapes of a batch share one limit on work. Steps without a shape are not limited by it. */
@SuppressWarnings("NullAway.Init") // JUnit sees to the fields
class ShapeWorkTest {

  private static final int WORK = 100_000;
  private static final int CONCURRENCY = 2;

  /** Reads all of a document and visits each node: about 15,000 steps. */
  private static final String COSTLY = "n:count($..*)";

  @TempDir static Path folder;
  private static EmbeddedPair pair;
  private static JobClient client;

  @BeforeAll
  static void start() {
    pair =
        EmbeddedPair.start(
            Map.of(
                "POKEAPI_URL",
                "sample",
                "DATA_DIR",
                folder.toString(),
                "LIMIT_BATCH_SHAPE_WORK",
                String.valueOf(WORK),
                "LIMIT_DOCUMENTS",
                "500",
                "LIMIT_JOB_DOCUMENTS",
                "5000"));
    client = new JobClient(pair.url());
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  @Test
  void documentsAfterTheLimitFailAndThoseWithoutAShapeDoNot() {
    var batch = batch(step("pokemon/1..100").put("fields", COSTLY), step("pokemon/1..100"));

    var answer = run(batch);

    var shaped = items(answer, 0);
    var found = count(shaped, 200);
    assertThat(found).isBetween(1L, 90L);
    assertThat(count(shaped, 422)).isEqualTo(100 - found);
    var problem = shaped.getJsonObject(99).getJsonObject("problem");
    assertThat(problem.getString("type")).isEqualTo("/problems/limit-exceeded");
    assertThat(problem.getString("limit")).isEqualTo("batchShapeWork");
    assertThat(problem.getInteger("max")).isEqualTo(WORK);
    assertThat(problem.getInteger("actual")).isGreaterThan(WORK);
    assertThat(count(items(answer, 1), 200)).isEqualTo(100);
    assertThat(answer.getJsonObject("summary").getInteger("total")).isEqualTo(200);
  }

  @Test
  void cachedDocumentsCountAsMuch() {
    var batch = batch(step("pokemon/101..200").put("fields", COSTLY));

    var first = count(items(run(batch), 0), 200);

    assertThat(count(items(run(batch), 0), 200))
        .isBetween(first - CONCURRENCY, first + CONCURRENCY);
  }

  @Test
  void shapesOfExpandedDocumentsCount() {
    var batch =
        batch(step("pokemon/1..100").put("fields", COSTLY).put("expand", List.of("species")));

    assertThat(count(items(run(batch), 0), 422)).isPositive();
  }

  @Test
  void eachLineOfAStreamHasALimitOfItsOwn() {
    var line = step("pokemon/1..3").put("fields", COSTLY).encode();

    try (var stream = LineClient.open(pair.url(), "")) {
      for (var i = 0; i < 30; i++) {
        stream.send(line);
      }
      var lines = stream.end().rest();

      var summary = lines.get(lines.size() - 1);
      assertThat(summary.getString("type")).isEqualTo("summary");
      assertThat(summary.getInteger("total")).isEqualTo(90);
      assertThat(summary.getInteger("succeeded")).isEqualTo(90);
    }
  }

  @Test
  void aJobMayDoAsMuchMoreAsItMayHaveMoreDocuments() {
    var limits = client.json("/v1/limits");
    assertThat(limits.getInteger("batchShapeWork")).isEqualTo(WORK);
    assertThat(limits.getJsonObject("jobs").getInteger("batchShapeWork")).isEqualTo(10 * WORK);
    var batch = batch(step("pokemon/1..20").put("fields", COSTLY));
    assertThat(count(items(run(batch), 0), 422)).isPositive();

    assertThat(client.awaitEnd(client.submitted(batch)).getString("outcome"))
        .isEqualTo("succeeded");
  }

  private static JsonObject step(String documents) {
    return new JsonObject().put("get", documents).put("fields", "id");
  }

  private static JsonObject batch(JsonObject... steps) {
    return new JsonObject().put("requests", List.of(steps)).put("concurrency", CONCURRENCY);
  }

  private static JsonObject run(JsonObject batch) {
    return new JsonObject(client.post(batch, Map.of()).body());
  }

  private static JsonArray items(JsonObject answer, int step) {
    return answer.getJsonArray("responses").getJsonObject(step).getJsonArray("items");
  }

  private static long count(JsonArray items, int status) {
    return items.stream()
        .filter(item -> ((JsonObject) item).getInteger("status") == status)
        .count();
  }
}
