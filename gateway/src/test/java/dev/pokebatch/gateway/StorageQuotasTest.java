package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.CollectionClient;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.KeysFile;
import dev.pokebatch.gateway.testing.StoreDatabase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a client may store, on both databases. */
class StorageQuotasTest {

  private static final Map<String, String> ASH = KeysFile.header("ash");
  private static final Map<String, String> MISTY = KeysFile.header("misty");
  private static final String BATCH = "{\"requests\": [\"pokemon/1\"]}";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @ParameterizedTest
  @EnumSource
  void aCollectionTooManyIsRefusedUntilAnotherIsDeleted(StoreDatabase database) {
    try (var pair = start(database, new JsonObject().put("collections", 1))) {
      var collections = new CollectionClient(pair.url());
      assertThat(collections.put("one", BATCH, ASH).statusCode()).isEqualTo(201);

      var refused = collections.put("two", BATCH, ASH);
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.body()).contains("\"violated-policies\":[\"collections\"],\"max\":1");
      assertThat(refused.headers().firstValue("Retry-After")).isEmpty();
      assertThat(quota(pair, ASH, "collections")).isEqualTo("{\"max\":1,\"left\":0}");
      assertThat(collections.put("one", BATCH, MISTY).statusCode()).isEqualTo(201);
      assertThat(collections.put("two", BATCH, MISTY).statusCode()).isEqualTo(201);
      assertThat(collections.delete("one", ASH).statusCode()).isEqualTo(204);
      assertThat(quota(pair, ASH, "collections")).isEqualTo("{\"max\":1,\"left\":1}");
      assertThat(collections.put("two", BATCH, ASH).statusCode()).isEqualTo(201);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aJobTooLargeFailsAndTheNextIsRefusedUntilItIsDeleted(StoreDatabase database) {
    try (var pair = start(database, new JsonObject().put("jobBytes", 3_000))) {
      var jobs = new JobClient(pair.url());
      assertThat(quota(pair, ASH, "jobBytes")).isEqualTo("{\"max\":3000,\"left\":3000}");
      var small = new JsonObject(BATCH).put("fields", "id");
      var large = new JsonObject().put("requests", new JsonArray().add("pokemon/1..60"));

      var job = submit(jobs, large, ASH);
      var ended = awaitEnd(jobs, job);
      assertThat(ended.getString("endReason")).isEqualTo("failed");
      assertThat(ended.getJsonObject("problem").getString("type"))
          .isEqualTo("/problems/quota-exceeded");
      assertThat(awaitEnd(jobs, submit(jobs, large, MISTY)).getString("endReason"))
          .isEqualTo("completed");

      var last = job;
      var refused = jobs.submit(small, ASH);
      for (var i = 0; i < 10 && refused.statusCode() == 202; i++) { // each has some hundred bytes
        last = String.valueOf(refused.headers().firstValue("Location").orElse(""));
        refused = jobs.submit(small, ASH);
      }
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.body()).contains("\"violated-policies\":[\"jobBytes\"],\"max\":3000");
      awaitEnd(jobs, last);
      assertThat(quota(pair, ASH, "jobBytes")).matches("\\{\"max\":3000,\"left\":\\d{1,3}}");
      assertThat(jobs.send("DELETE", last, ASH).statusCode()).isEqualTo(204);
      assertThat(jobs.submit(small, ASH).statusCode()).isEqualTo(202);
    }
  }

  private static String quota(EmbeddedPair pair, Map<String, String> key, String name) {
    var limits = new JobClient(pair.url()).send("GET", "/v1/limits", key).body();
    return new JsonObject(limits).getJsonObject("quotas").getJsonObject(name).encode();
  }

  private static String submit(JobClient jobs, JsonObject batch, Map<String, String> key) {
    var submitted = jobs.submit(batch, key);
    assertThat(submitted.statusCode()).as(submitted.body()).isEqualTo(202);
    return submitted.headers().firstValue("Location").orElseThrow();
  }

  private static JsonObject awaitEnd(JobClient jobs, String job) {
    var headers = new HashMap<>(KeysFile.header("admin"));
    headers.put("Prefer", "wait=10");
    for (var i = 0; i < 10; i++) {
      var status = new JsonObject(jobs.send("GET", job, headers).body());
      if ("ended".equals(status.getString("state"))) {
        return status;
      }
    }
    throw new AssertionError("not ended: " + job);
  }

  private EmbeddedPair start(StoreDatabase database, JsonObject quotas) {
    String[] all = {"batch", "jobs", "collections"};
    var file =
        KeysFile.write(
            folder.resolve("keys.json"),
            KeysFile.key("ash", all).put("quotas", quotas),
            KeysFile.key("misty", all),
            KeysFile.key("admin", "admin"));
    var settings = new HashMap<>(database.settings(folder.resolve("data")));
    settings.put("POKEAPI_URL", "sample");
    settings.put("SAMPLE_LATENCY_MS", "0");
    settings.put("API_KEYS_FILE", file.toString());
    return EmbeddedPair.start(settings);
  }
}
