package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.CollectionClient;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.KeysFile;
import dev.pokebatch.gateway.testing.StoreDatabase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Jobs, collections and idempotency keys belong to the API key that made them. */
@TestInstance(Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
abstract class OwnershipContract {

  private static final String[] ALL = {"batch", "jobs", "collections"};
  private static final Map<String, String> ASH = KeysFile.header("ash");
  private static final Map<String, String> ASH_NEXT = KeysFile.header("ash-next");
  private static final Map<String, String> MISTY = KeysFile.header("misty");
  private static final Map<String, String> ADMIN = KeysFile.header("admin");
  private static final Map<String, String> ANYBODY = Map.of();

  private final StoreDatabase database;

  @SuppressWarnings("NullAway.Init")
  private EmbeddedPair pair;

  @SuppressWarnings("NullAway.Init")
  private JobClient jobs;

  @SuppressWarnings("NullAway.Init")
  private CollectionClient collections;

  OwnershipContract(StoreDatabase database) {
    this.database = database;
  }

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    var file =
        KeysFile.write(
            folder.resolve("keys.json"),
            KeysFile.key("ash", ALL),
            KeysFile.key("ash-next", ALL).put("name", "ash"),
            KeysFile.key("misty", ALL),
            KeysFile.key("admin", "admin"));
    var settings = new HashMap<>(database.settings(Files.createTempDirectory(folder, "data")));
    settings.put("POKEAPI_URL", "sample");
    settings.put("SAMPLE_LATENCY_MS", "0");
    settings.put("API_KEYS_FILE", file.toString());
    pair = EmbeddedPair.start(settings);
    jobs = new JobClient(pair.url());
    collections = new CollectionClient(pair.url());
  }

  @AfterAll
  void stop() {
    if (pair != null) {
      pair.close();
    }
  }

  @Test
  void aJobExistsForItsOwnerAndAdminsOnly() {
    var job = ended(ASH);

    for (var other : List.of(MISTY, ANYBODY)) {
      for (var request :
          List.of(
              "GET ", "GET /results", "GET /events", "POST /cancel", "POST /retry", "DELETE ")) {
        assertNoJob(send(request, job, other));
      }
      assertNoJob(jobs.send("GET", job, with(other, "Prefer", "wait=1")));
      assertNoJob(
          jobs.send(
              "GET", job + "/results?follow=true", with(other, "Accept", "application/x-ndjson")));
    }
    for (var owner : List.of(ASH, ASH_NEXT, ADMIN)) {
      assertThat(send("GET ", job, owner).statusCode()).isEqualTo(200);
      assertThat(send("GET /results", job, owner).body()).contains("bulbasaur");
      assertThat(send("POST /cancel", job, owner).statusCode()).isEqualTo(200);
    }
    assertThat(send("DELETE ", job, ADMIN).statusCode()).isEqualTo(204);
    assertNoJob(send("GET ", job, ASH));
  }

  @Test
  void theOwnerFollowsAJobWithAKey() {
    var job = submitted(ASH, Map.of());

    var lines =
        jobs.send("GET", job + "/results?follow=true", with(ASH, "Accept", "application/x-ndjson"));
    var events = jobs.send("GET", job + "/events", with(ASH, "Accept", "text/event-stream"));
    var status = jobs.send("GET", job, with(ASH, "Prefer", "wait=20"));

    assertThat(lines.body()).contains("bulbasaur").contains("\"summary\"");
    assertThat(events.body()).contains("bulbasaur").contains("event: summary");
    assertThat(new JsonObject(status.body()).getString("state")).isEqualTo("ended");
  }

  @Test
  void listsShowOnesOwnJobsAndAdminsSeeWhoseTheyAre() {
    var ofAsh = id(ended(ASH));
    var ofMisty = id(ended(MISTY));
    var ofAnybody = id(ended(ANYBODY));

    assertThat(ids(ASH)).contains(ofAsh).doesNotContain(ofMisty, ofAnybody);
    assertThat(ids(MISTY)).contains(ofMisty).doesNotContain(ofAsh, ofAnybody);
    assertThat(ids(ANYBODY)).contains(ofAnybody).doesNotContain(ofAsh, ofMisty);
    assertThat(ids(ADMIN)).contains(ofAsh, ofMisty, ofAnybody);
    assertThat(owner(ofAsh, ADMIN)).isEqualTo("ash");
    assertThat(owner(ofAnybody, ADMIN)).isEqualTo("anonymous");
    assertThat(owner(ofAsh, ASH)).isNull();
  }

  @Test
  void anIdempotencyKeyIsTheOwnersOwn() {
    var key = Map.of("Idempotency-Key", "one");

    var ofAsh = submitted(ASH, key);

    assertThat(submitted(ASH_NEXT, key)).isEqualTo(ofAsh);
    assertThat(submitted(MISTY, key)).isNotEqualTo(ofAsh);
    assertThat(submitted(ANYBODY, key)).isNotEqualTo(ofAsh).isEqualTo(submitted(ANYBODY, key));
  }

  @Test
  void ownersHaveCollectionsOfTheSameName() {
    put(ASH, "team", "pokemon/25");
    put(MISTY, "team", "pokemon/120");

    assertThat(collections.get("team", ASH_NEXT).body()).contains("pokemon/25");
    assertThat(collections.get("team", MISTY).body()).contains("pokemon/120");
    assertThat(collections.get("team", ANYBODY).statusCode()).isEqualTo(404);
    assertThat(collections.run("team", MISTY).body()).contains("\"get\":\"pokemon/120\"");
    assertThat(collections.run("team", ANYBODY).statusCode()).isEqualTo(404);
    assertThat(collections.delete("team", ANYBODY).statusCode()).isEqualTo(404);
    assertThat(collections.delete("team", ASH).statusCode()).isEqualTo(204);
    assertThat(collections.get("team", ASH).statusCode()).isEqualTo(404);
    assertThat(collections.get("team", MISTY).statusCode()).isEqualTo(200);
  }

  @Test
  void adminsUseCollectionsOfOthersByTheirOwner() {
    put(ASH, "shared", "pokemon/1");
    put(MISTY, "shared", "pokemon/2");
    put(ANYBODY, "shared", "pokemon/3");

    assertThat(owners("shared")).containsSubsequence("anonymous", "ash", "misty");
    assertThat(collections.get("shared", ADMIN).statusCode()).isEqualTo(404);
    assertThat(collections.get("shared?owner=ash", ADMIN).body()).contains("pokemon/1");
    assertThat(collections.get("shared?owner=anonymous", ADMIN).body()).contains("pokemon/3");
    assertThat(collections.get("shared?owner=ash", MISTY).statusCode()).isEqualTo(404);
    assertThat(collections.delete("shared?owner=ash", MISTY).statusCode()).isEqualTo(404);
    assertThat(collections.delete("shared?owner=ash", ADMIN).statusCode()).isEqualTo(204);
    assertThat(collections.get("shared?owner=%00", ADMIN).statusCode()).isEqualTo(400);
    assertThat(collections.get("shared", ASH).statusCode()).isEqualTo(404);
  }

  /** The owners of the collections of one name, from an admin's list, in pages of one. */
  private List<String> owners(String name) {
    var owners = new ArrayList<String>();
    var target = "?limit=1";
    while (!target.isEmpty()) {
      var page = new JsonObject(collections.send("GET", target, ADMIN).body());
      var entry = page.getJsonArray("collections").getJsonObject(0);
      if (entry.getString("name").equals(name)) {
        owners.add(entry.getString("owner"));
        var self = entry.getJsonObject("links").getString("self");
        assertThat(jobs.send("GET", self, ADMIN).statusCode()).isEqualTo(200);
      }
      target = page.getString("next", "").replace("/v1/collections", "");
    }
    return owners;
  }

  private void put(Map<String, String> who, String name, String step) {
    var body = new JsonObject().put("requests", new JsonArray(List.of(step))).encode();
    var answer = collections.put(name, body, who);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  private String ended(Map<String, String> who) {
    var job = submitted(who, Map.of());
    jobs.send("GET", job, with(who, "Prefer", "wait=20"));
    return job;
  }

  private String submitted(Map<String, String> who, Map<String, String> more) {
    var headers = new HashMap<>(who);
    headers.putAll(more);
    var accepted = jobs.submit(JobsFixture.batch("pokemon/1..3"), headers);
    return accepted
        .headers()
        .firstValue("Location")
        .orElseThrow(() -> new AssertionError(accepted.body()));
  }

  private HttpResponse<String> send(String request, String job, Map<String, String> who) {
    var space = request.indexOf(' ');
    return jobs.send(request.substring(0, space), job + request.substring(space + 1), who);
  }

  private List<String> ids(Map<String, String> who) {
    return new JsonObject(jobs.send("GET", "/v1/batches?limit=100", who).body())
        .getJsonArray("jobs").stream().map(job -> ((JsonObject) job).getString("id")).toList();
  }

  private String owner(String id, Map<String, String> who) {
    return new JsonObject(jobs.send("GET", "/v1/batches/" + id, who).body()).getString("owner");
  }

  private static String id(String job) {
    return job.substring(job.lastIndexOf('/') + 1);
  }

  private static void assertNoJob(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
    assertThat(answer.body()).contains("/problems/job-not-found");
  }

  private static Map<String, String> with(Map<String, String> who, String name, String value) {
    var headers = new HashMap<>(who);
    headers.put(name, value);
    return headers;
  }
}
