package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.store.engine.DatabaseConfig;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.PostgresServer;
import dev.pokebatch.gateway.testing.ScriptedUpstream;
import dev.pokebatch.gateway.testing.StoreDatabase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/**
 * Base class of tests of what jobs name as unmatched, on both databases. Their batch is one step of
 * three documents; {@code id} is in all of them, {@code nmae} in none, {@code rare} in some.
 */
@SuppressWarnings("NullAway.Init") // JUnit sees to the fields
abstract class UnmatchedFixture {

  static final JsonObject NEVER = new JsonObject().put("never", true);
  static final JsonObject MISSING = new JsonObject().put("status", 404);
  static final JsonObject PLAIN = found(new JsonObject().put("id", 1));
  static final JsonObject RARE = found(new JsonObject().put("id", 1).put("rare", 1));

  @TempDir Path folder;
  @Parameter StoreDatabase kind;
  final ScriptedUpstream upstream = new ScriptedUpstream();
  private @Nullable Map<String, String> database;

  @AfterEach
  void stop() {
    upstream.close();
  }

  /** Starts a gateway; a later one in the same test has the same database. */
  final EmbeddedPair start(String... more) {
    if (database == null) {
      database = kind.settings(folder);
    }
    var settings = new HashMap<>(database);
    settings.put("POKEAPI_URL", upstream.url());
    settings.put("JOB_LEASE_MS", "1000");
    settings.put("CACHE_MAX_BYTES", "0");
    settings.put("CACHE_MISSING_FOR_MS", "0");
    settings.put("UPSTREAM_TIMEOUT_MS", "600000");
    for (var i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return EmbeddedPair.start(settings);
  }

  /** Starts a job, waits until so many of its documents have ended, and stops the gateway. */
  final String begun(int ended) {
    try (var pair = start()) {
      var client = new JobClient(pair.url());
      var job = client.submitted(batch());
      awaitEnded(client, job, ended);
      return job;
    }
  }

  static void awaitEnded(JobClient client, String job, int documents) {
    await()
        .until(
            () -> {
              var progress = client.json(job).getJsonObject("progress");
              return progress.getInteger("succeeded") + progress.getInteger("failed") == documents;
            });
  }

  /** Retries a job, waits for the end, and returns the path of the retry. */
  static String retried(JobClient client, String job) {
    var retry = client.send("POST", job + "/retry", Map.of());
    assertThat(retry.statusCode()).as(retry.body()).isEqualTo(202);
    var path = retry.headers().firstValue("Location").orElseThrow();
    client.awaitEnd(path);
    return path;
  }

  /** Makes all jobs such as an older version stored, which named only this in their summaries. */
  final void forget(String named) throws SQLException {
    var usage = "usage = '{\"requests\":2,\"unmatched\":[\"" + named + "\"]}'";
    if (kind == StoreDatabase.POSTGRESQL) {
      var url = Objects.requireNonNull(Objects.requireNonNull(database).get("DATABASE_URL"));
      var schema = url.substring(url.indexOf('=') + 1);
      PostgresServer.shared().execute("UPDATE " + schema + ".jobs SET " + usage);
      return;
    }
    var file = folder.resolve(DatabaseConfig.FILE);
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        var statement = connection.createStatement()) {
      statement.execute("UPDATE jobs SET " + usage);
    }
  }

  /** Lets the upstream answer so from now on; it never answers for {@code pokemon/9}. */
  final void play(JsonObject first, JsonObject second, JsonObject third) {
    upstream.play(
        new JsonObject()
            .put("pokemon/1", first)
            .put("pokemon/2", second)
            .put("pokemon/3", third)
            .put("pokemon/9", NEVER));
  }

  static JsonObject batch() {
    return batch("pokemon/1..3");
  }

  static JsonObject batch(Object... steps) {
    return new JsonObject()
        .put("requests", new JsonArray(List.of(steps)))
        .put("fields", "id,nmae,rare")
        .put("concurrency", 1);
  }

  static JsonObject found(JsonObject document) {
    return new JsonObject()
        .put("headers", new JsonObject().put("cache-control", "no-store"))
        .put("body", document);
  }

  /** The names in the summary of a job that has ended. */
  static List<String> summary(JobClient client, String job) {
    return named(client.json(job).getJsonObject("summary"));
  }

  /** The names in the summary of the results of a job that has not ended. */
  static List<String> summarySoFar(JobClient client, String job) {
    return named(client.json(job + "/results").getJsonObject("summary"));
  }

  /** The names of the first step of a job's results. */
  static List<String> step(JobClient client, String job) {
    return named(firstStep(client.json(job + "/results")));
  }

  static JsonObject firstStep(JsonObject answer) {
    return answer.getJsonArray("responses").getJsonObject(0);
  }

  static List<String> named(JsonObject object) {
    return object.getJsonArray("unmatched", new JsonArray()).stream()
        .map(String.class::cast)
        .toList();
  }
}
