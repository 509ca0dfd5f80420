package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.CollectionClient;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.gateway.testing.StoreDatabase;
import dev.pokebatch.sample.SampleConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Limits on stored bytes: of one job, of all jobs, and of all collections. */
@SuppressWarnings("NullAway.Init") // JUnit sees to the fields
@ParameterizedClass
@EnumSource(StoreDatabase.class)
class JobBytesTest {

  private static final int DOCUMENTS = 120;

  @TempDir Path folder;
  @Parameter StoreDatabase kind;

  private final Sample sample =
      new Sample(SampleConfig.defaults().withLatencyMs(0).withDocumentKb(40));
  private EmbeddedPair pair;
  private JobClient jobs;

  private void start(String setting, long value) {
    var settings = new HashMap<>(kind.settings(folder));
    settings.put("POKEAPI_URL", sample.url());
    settings.put("UPSTREAM_RATE", "0");
    settings.put(setting, String.valueOf(value));
    pair = EmbeddedPair.start(settings);
    jobs = new JobClient(pair.url());
  }

  @AfterEach
  void stop() {
    if (pair != null) {
      pair.close();
    }
    sample.close();
  }

  @Test
  void aJobWithTooManyBytesFailsAndKeepsWhatItHasGot() {
    start("LIMIT_JOB_BYTES", 1_000_000);
    assertThat(jobs.json("/v1/limits").getJsonObject("jobs").getLong("jobBytes"))
        .isEqualTo(1_000_000);

    var job = jobs.submitted(batch());
    var status = jobs.awaitEnd(job);

    assertThat(status.getString("endReason")).isEqualTo("failed");
    assertThat(status.getString("outcome")).isEqualTo("partial");
    assertProblem(status.getJsonObject("problem"), "limit-exceeded", "jobBytes", 1_000_000);
    var items = jobs.items(job + "/results");
    assertThat(items).hasSize(DOCUMENTS);
    var bytes = 0L;
    var failed = 0;
    for (var line : items) {
      var item = line.getJsonObject("item");
      if (item.getInteger("status") == 200) {
        bytes += item.getJsonObject("body").encode().length();
      } else {
        failed++;
        assertProblem(item.getJsonObject("problem"), "limit-exceeded", "jobBytes", 1_000_000);
      }
    }
    assertThat(bytes).isBetween(500_000L, 1_000_000L);
    assertThat(failed).isEqualTo(status.getJsonObject("progress").getInteger("failed"));
  }

  @Test
  void whereAllJobsHaveTooManyBytesThoseThatRunFailAndNoOtherIsAccepted() {
    start("JOBS_MAX_BYTES", 150_000);

    var job = jobs.submitted(batch());
    var status = jobs.awaitEnd(job);

    assertThat(status.getString("endReason")).isEqualTo("failed");
    assertProblem(status.getJsonObject("problem"), "insufficient-storage", "jobsBytes", 150_000);
    assertThat(jobs.items(job + "/results")).hasSize(DOCUMENTS);
    var full = jobs.submit(batch(), Map.of());
    for (var more = 0; more < 10 && full.statusCode() == 202; more++) {
      jobs.awaitEnd(full.headers().firstValue("Location").orElseThrow());
      full = jobs.submit(batch(), Map.of());
    }
    assertThat(full.statusCode()).as(full.body()).isEqualTo(507);
    assertProblem(new JsonObject(full.body()), "insufficient-storage", "jobsBytes", 150_000);
    assertThat(jobs.post(batch(), Map.of()).statusCode()).isEqualTo(200);

    assertThat(jobs.send("DELETE", job, Map.of()).statusCode()).isEqualTo(204);
    var small = new JsonObject().put("requests", new JsonArray().add("pokemon/1"));
    var again =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> jobs.submit(small, Map.of()), answer -> answer.statusCode() == 202);
    assertThat(again.headers().firstValue("Location")).isPresent();
    jobs.awaitEnd(again.headers().firstValue("Location").orElseThrow());
  }

  @Test
  void collectionsHaveSoManyBytesTogether() {
    start("MAX_COLLECTION_BYTES", 10_000);
    var collections = new CollectionClient(pair.url());
    var tag = collections.stored("a", padded(4_000));
    collections.stored("b", padded(4_000));

    var refused = collections.put("c", padded(4_000), Map.of());
    assertThat(refused.statusCode()).isEqualTo(507);
    assertProblem(
        new JsonObject(refused.body()), "insufficient-storage", "collectionBytes", 10_000);
    assertThat(collections.get("c", Map.of()).statusCode()).isEqualTo(404);
    assertThat(replace(collections, tag, 7_000).statusCode()).isEqualTo(507);
    assertThat(replace(collections, tag, 1_000).statusCode()).isEqualTo(204);
    collections.stored("c", padded(4_000));
    collections.delete("b", Map.of());
    collections.stored("d", padded(4_000));
    assertThat(collections.list("").getJsonArray("collections")).hasSize(3);
  }

  private static HttpResponse<String> replace(CollectionClient collections, String tag, int bytes) {
    return collections.put("a", padded(bytes), Map.of("If-Match", tag));
  }

  private static void assertProblem(JsonObject problem, String slug, String limit, int max) {
    assertThat(problem.getMap())
        .containsEntry("type", "/problems/" + slug)
        .containsEntry("limit", limit)
        .containsEntry("max", max);
  }

  private static JsonObject batch() {
    return new JsonObject().put("requests", new JsonArray().add("pokemon/1.." + DOCUMENTS));
  }

  private static String padded(int bytes) {
    var text = "{\"requests\":[\"pokemon/1\"]";
    return text + " ".repeat(bytes - text.length() - 1) + "}";
  }
}
