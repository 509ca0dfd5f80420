package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.CollectionClient;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.JobClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shapes in jobs, collections and cached documents; on the embedded database. */
@SuppressWarnings("NullAway.Init") // JUnit sees to the fields
class ShapesTest {

  private static final JsonObject SHAPE =
      new JsonObject()
          .put("id", "id")
          .put("hp", "value($.stats[?@.stat.name=='hp'].base_stat)")
          .put("none", "$.nmae");

  private static final JsonObject NAMES =
      new JsonObject()
          .put("requests", List.of("pokemon-species/1"))
          .put("fields", new JsonObject().put("name", "localized($.names)"));

  @TempDir static Path folder;
  private static EmbeddedPair pair;
  private static JobClient jobs;

  @BeforeAll
  static void start() {
    pair = EmbeddedPair.start(Map.of("POKEAPI_URL", "sample", "DATA_DIR", folder.toString()));
    jobs = new JobClient(pair.url());
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  @Test
  void theResultsOfAJobHaveTheShape() {
    var batch = new JsonObject().put("requests", List.of("pokemon/1..2")).put("fields", SHAPE);
    var job = jobs.submitted(batch);
    jobs.awaitEnd(job);

    var step = responses(jobs.json(job + "/results")).getJsonObject(0);
    assertThat(step.getJsonArray("unmatched")).containsExactly("none");
    var body = step.getJsonArray("items").getJsonObject(1).getJsonObject("body");
    assertThat(body.fieldNames()).containsExactly("id", "hp", "none");
    assertThat(body.getInteger("id")).isEqualTo(2);
    assertThat(body.getInteger("hp")).isPositive();
    var csv = jobs.send("GET", job + "/results", Map.of("Accept", "text/csv")).body();
    assertThat(csv).startsWith("id,hp,none,_id,");
    for (var line : jobs.items(job + "/results")) {
      assertThat(line.getJsonObject("item").getJsonArray("unmatched")).containsExactly("none");
    }
  }

  @Test
  void aJobRemembersTheLanguageOfItsRequest() {
    var answered = jobs.post(NAMES, Map.of("Accept-Language", "de"));
    var job =
        jobs.submit(NAMES, Map.of("Accept-Language", "de")).headers().firstValue("Location").get();
    jobs.awaitEnd(job);

    var german = body(new JsonObject(answered.body()));
    assertThat(body(jobs.json(job + "/results"))).isEqualTo(german);
    assertThat(body(new JsonObject(jobs.post(NAMES, Map.of()).body()))).isNotEqualTo(german);
  }

  @Test
  void aCollectionHasAShapeAndItsRunALanguage() {
    var collections = new CollectionClient(pair.url());
    collections.stored("names", NAMES.encode());

    var german = collections.run("names", Map.of("Accept-Language", "de")).body();

    assertThat(body(new JsonObject(german)))
        .isEqualTo(body(new JsonObject(jobs.post(NAMES, Map.of("Accept-Language", "de")).body())));
  }

  @Test
  void aCacheLearnsWhetherTheLanguageMatters() {
    var localized = "/v1/pokemon-species/1?fields=name:localized($.names)";
    var german = jobs.send("GET", localized, Map.of("Accept-Language", "de"));
    var english = jobs.send("GET", localized, Map.of());
    var other = jobs.send("GET", "/v1/pokemon-species/1?fields=n:name", Map.of());

    assertThat(german.headers().allValues("Vary")).containsOnlyOnce("accept-language");
    assertThat(english.headers().allValues("Vary")).containsOnlyOnce("accept-language");
    assertThat(other.headers().allValues("Vary")).doesNotContain("accept-language");
    assertThat(german.headers().firstValue("ETag"))
        .isNotEqualTo(english.headers().firstValue("ETag"));
  }

  @Test
  void aCacheLearnsThatTheLanguageOfAStepMatters() {
    var step = new JsonObject().put("get", "pokemon-species/1");
    var localized = step.copy().put("fields", "name:localized($.names)");

    var german = query(localized, "de");
    var english = query(localized, "en");

    assertThat(german.headers().allValues("Vary")).containsOnlyOnce("accept-language");
    assertThat(query(step, "de").headers().allValues("Vary")).doesNotContain("accept-language");
    assertThat(german.headers().firstValue("ETag"))
        .isNotEqualTo(english.headers().firstValue("ETag"));
  }

  private HttpResponse<String> query(JsonObject step, String language) {
    var batch = new JsonObject().put("requests", List.of(step));
    return jobs.query(batch, Map.of("Accept-Language", language));
  }

  @Test
  void theShapeOfACachedDocumentIsTheSame() {
    var batch = new JsonObject().put("requests", List.of("pokemon/7")).put("fields", SHAPE);

    var first = body(new JsonObject(jobs.post(batch, Map.of()).body()));
    for (var i = 0; i < 3; i++) {
      assertThat(body(new JsonObject(jobs.post(batch, Map.of()).body()))).isEqualTo(first);
    }
  }

  @Test
  void aShapeThatNeedsTooMuchWorkFailsAloneAndItsDocumentIsCached() {
    var costly = new JsonObject();
    for (var i = 0; i < 60; i++) {
      costly.put("m" + i, "count($..[?count($..*) > 0])");
    }
    var batch =
        new JsonObject()
            .put(
                "requests",
                new JsonArray()
                    .add(new JsonObject().put("get", "pokemon/9").put("fields", costly))
                    .add(new JsonObject().put("get", "pokemon/9").put("fields", "id")));

    var answer = responses(new JsonObject(jobs.post(batch, Map.of()).body()));

    var problem = answer.getJsonObject(0).getJsonObject("problem");
    assertThat(problem.getString("type")).isEqualTo("/problems/limit-exceeded");
    assertThat(problem.getString("limit")).isEqualTo("shapeWork");
    assertThat(answer.getJsonObject(1).getJsonObject("body").getInteger("id")).isEqualTo(9);
  }

  private static JsonArray responses(JsonObject answer) {
    return answer.getJsonArray("responses");
  }

  private static JsonObject body(JsonObject answer) {
    return responses(answer).getJsonObject(0).getJsonObject("body");
  }
}
