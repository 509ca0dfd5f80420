package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.ScriptedUpstream;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a job names as unmatched if parts of it ran before, or if only parts of it are read. */
@SuppressWarnings("NullAway.Init") // JUnit sees to the field
class UnmatchedJobsTest {

  private static final JsonObject NEVER = new JsonObject().put("never", true);
  private static final JsonObject MISSING = new JsonObject().put("status", 404);

  @TempDir Path folder;
  private final ScriptedUpstream upstream = new ScriptedUpstream();

  @AfterEach
  void stop() {
    upstream.close();
  }

  @Test
  void whatMatchedBeforeTheGatewayWasStartedAgainIsNotNamed() {
    var rare = document().put("rare", 1);
    var job = begun(found(rare), found(document()), NEVER);

    upstream.play(script(found(document()), found(document()), found(document())));
    try (var pair = start()) {
      var client = new JobClient(pair.url());
      assertThat(named(client.awaitEnd(job).getJsonObject("summary"))).doesNotContain("rare");
      assertThat(named(step(client.json(job + "/results")))).containsExactly("nmae");
    }
  }

  @Test
  void aDocumentThatFailedBeforeTheGatewayWasStartedAgainIsNoMatch() {
    var job = begun(MISSING, MISSING, NEVER);

    upstream.play(script(MISSING, MISSING, found(document().put("rare", 1))));
    try (var pair = start()) {
      var client = new JobClient(pair.url());
      assertThat(named(client.awaitEnd(job).getJsonObject("summary"))).containsExactly("nmae");
      assertThat(named(step(client.json(job + "/results")))).containsExactly("nmae");
    }
  }

  @Test
  void aRetryDoesNotNameWhatMatchedInTheRetriedJob() {
    try (var pair = start()) {
      var client = new JobClient(pair.url());
      upstream.play(script(found(document().put("rare", 1)), MISSING, found(document())));
      var job = client.submitted(batch());
      assertThat(client.awaitEnd(job).getString("outcome")).isEqualTo("partial");

      upstream.play(script(MISSING, found(document()), MISSING));
      var retry = client.send("POST", job + "/retry", Map.of());
      var second = retry.headers().firstValue("Location").orElseThrow();
      var ended = client.awaitEnd(second);

      assertThat(ended.getString("outcome")).isEqualTo("succeeded");
      assertThat(named(ended.getJsonObject("summary"))).doesNotContain("rare");
      var step = step(client.json(second + "/results"));
      assertThat(named(step)).doesNotContain("rare");
      assertThat(named(step.getJsonArray("items").getJsonObject(0)))
          .containsExactly("nmae", "rare");
    }
  }

  @Test
  void aFilterDoesNotMakeAStepNameWhatMatchesInAHiddenDocument() {
    try (var pair = start()) {
      var client = new JobClient(pair.url());
      upstream.play(script(found(document().put("rare", 1)), MISSING, found(document())));
      var job = client.submitted(batch());
      client.awaitEnd(job);

      for (var query : List.of("", "?status=succeeded", "?status=failed", "?after=1", "?after=2")) {
        var answer = client.json(job + "/results" + query);
        assertThat(named(step(answer))).as(query).doesNotContain("rare");
        assertThat(named(answer.getJsonObject("summary"))).as(query).containsExactly("nmae");
      }
      assertThat(named(step(client.json(job + "/results?status=succeeded"))))
          .containsExactly("nmae");
    }
  }

  @Test
  void nothingIsNamedOfAStepOfWhichEveryDocumentFailed() {
    try (var pair = start()) {
      var client = new JobClient(pair.url());
      upstream.play(script(MISSING, MISSING, MISSING));
      var job = client.submitted(batch());

      assertThat(client.awaitEnd(job).encode()).doesNotContain("unmatched");
      assertThat(client.json(job + "/results").encode()).doesNotContain("unmatched");
      assertThat(client.post(batch(), Map.of()).body()).doesNotContain("unmatched");
    }
  }

  /** Starts a job, of whose documents two end, and then stops the gateway. */
  private String begun(JsonObject first, JsonObject second, JsonObject third) {
    upstream.play(script(first, second, third));
    try (var pair = start()) {
      var client = new JobClient(pair.url());
      var job = client.submitted(batch());
      // The third is requested when the others have ended, and stays so: it never ends.
      await().until(() -> upstream.requests().contains("pokemon/3"));
      await().until(() -> ended(client.json(job)) == 2);
      return job;
    }
  }

  private static int ended(JsonObject status) {
    var progress = status.getJsonObject("progress");
    return progress.getInteger("succeeded") + progress.getInteger("failed");
  }

  private EmbeddedPair start() {
    return EmbeddedPair.start(
        Map.of(
            "POKEAPI_URL",
            upstream.url(),
            "DATA_DIR",
            folder.toString(),
            "JOB_LEASE_MS",
            "1000",
            "CACHE_MISSING_FOR_MS",
            "0",
            "UPSTREAM_TIMEOUT_MS",
            "600000"));
  }

  private static JsonObject batch() {
    return new JsonObject()
        .put("requests", new JsonArray().add("pokemon/1..3"))
        .put("fields", "id,nmae,rare")
        .put("concurrency", 1);
  }

  private static JsonObject script(JsonObject first, JsonObject second, JsonObject third) {
    return new JsonObject()
        .put("pokemon/1", first)
        .put("pokemon/2", second)
        .put("pokemon/3", third);
  }

  private static JsonObject found(JsonObject document) {
    return new JsonObject().put("body", document);
  }

  private static JsonObject document() {
    return new JsonObject().put("id", 1);
  }

  private static JsonObject step(JsonObject answer) {
    return answer.getJsonArray("responses").getJsonObject(0);
  }

  private static List<String> named(JsonObject object) {
    return object.getJsonArray("unmatched", new JsonArray()).stream()
        .map(String.class::cast)
        .toList();
  }
}
