package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.PostgresServer;
import dev.pokebatch.gateway.testing.ScriptedUpstream;
import dev.pokebatch.gateway.testing.StoreDatabase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.awaitility.Awaitility;

/**
 * Random jobs whose gateway is stopped and started again at random moments, and retries of them:
 * each names as unmatched what a batch does that gets the same documents in one go.
 */
class UnmatchedJobsPropertiesTest {

  private static final JsonObject NEVER = new JsonObject().put("never", true);

  /** The documents of each step have keys of their own, so many apart. */
  private static final int APART = 10;

  /** The members {@code x} and {@code y} are in no document. */
  private static final List<Object> FIELDS =
      List.of(
          "a,b,x",
          "c.d,c,a.y",
          "*,b,y",
          "*",
          new JsonObject().put("one", "a").put("two", "$.b").put("three", "$.c[*].d"),
          new JsonObject().put("x", "$.x").put("one", "count($.a)").put("two", "b"));

  @SuppressWarnings("NullAway.Init")
  private static ScriptedUpstream upstream;

  private static final Map<StoreDatabase, Map<String, String>> SETTINGS =
      new EnumMap<>(StoreDatabase.class);

  @BeforeContainer
  static void start() throws IOException {
    upstream = new ScriptedUpstream();
    for (var database : StoreDatabase.values()) {
      if (database == StoreDatabase.SQLITE || PostgresServer.isInstalled()) {
        var settings = new HashMap<>(database.settings(Files.createTempDirectory("unmatched")));
        settings.put("POKEAPI_URL", upstream.url());
        settings.put("CACHE_MAX_BYTES", "0");
        settings.put("CACHE_MISSING_FOR_MS", "0");
        settings.put("JOB_LEASE_MS", "1000");
        settings.put("UPSTREAM_TIMEOUT_MS", "600000");
        SETTINGS.put(database, settings);
      }
    }
  }

  @AfterContainer
  static void stop() {
    upstream.close();
  }

  /**
   * A document.
   *
   * @param members those of a, b and c that it has
   * @param missing in how many jobs, one a retry of the other, it is not there
   */
  private record Sought(Set<String> members, int missing) {
    JsonObject act(int job) {
      if (job < missing) {
        return new JsonObject().put("status", 404);
      }
      var body = new JsonObject().put("id", 1);
      members.forEach(name -> body.put(name, new JsonArray().add(new JsonObject().put("d", name))));
      return new JsonObject()
          .put("headers", new JsonObject().put("cache-control", "no-store"))
          .put("body", body);
    }
  }

  private record SoughtStep(Object fields, List<Sought> documents) {}

  @Property(tries = 10, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
  void aJobAndItsRetriesNameWhatABatchNames(
      @ForAll StoreDatabase database,
      @ForAll("steps") List<SoughtStep> steps,
      @ForAll @IntRange(min = 1, max = 3) int concurrency,
      @ForAll @Size(3) List<@IntRange(max = 15) Integer> cuts) {
    var settings = SETTINGS.get(database);
    if (settings == null) {
      return; // there is no PostgreSQL here
    }
    var batch = batch(steps, concurrency);
    var path = "";
    for (var job = 0; job < cuts.size(); job++) {
      path = cut(settings, batch, steps, job, cuts.get(job), path);
      upstream.play(script(steps, job, Integer.MAX_VALUE));
      try (var pair = EmbeddedPair.start(settings)) {
        var client = new JobClient(pair.url());
        var ended = client.awaitEnd(path);
        var results = client.json(path + "/results");
        var whole = new JsonObject(client.post(batch, Map.of()).body());
        assertThat(ofSteps(whole)).as("job %s", job).containsAllEntriesOf(ofSteps(results));
        var named = new TreeSet<String>();
        ofSteps(results).values().forEach(named::addAll);
        assertThat(names(ended.getJsonObject("summary"))).isEqualTo(named);
        assertThat(names(results.getJsonObject("summary"))).isEqualTo(named);
        if (job == 0) {
          assertThat(ofSteps(results)).isEqualTo(ofSteps(whole));
          assertThat(named).isEqualTo(names(whole.getJsonObject("summary")));
        }
        if (ended.getBoolean("complete")) {
          return;
        }
      }
    }
  }

  /**
   * Starts the job, or a retry of the one before, and stops its gateway when only documents from
   * that one on are left.
   */
  private static String cut(
      Map<String, String> settings,
      JsonObject batch,
      List<SoughtStep> steps,
      int job,
      int from,
      String before) {
    var script = script(steps, job, from);
    upstream.play(script);
    try (var pair = EmbeddedPair.start(settings)) {
      var client = new JobClient(pair.url());
      var path = job == 0 ? client.submitted(batch) : retry(client, before);
      Awaitility.await()
          .until(
              () ->
                  upstream.requests().stream().anyMatch(asked -> script.getValue(asked) == NEVER)
                      || client.json(path).getString("state").equals("ended"));
      return path;
    }
  }

  private static String retry(JobClient client, String job) {
    var retry = client.send("POST", job + "/retry", Map.of());
    assertThat(retry.statusCode()).as(retry.body()).isEqualTo(202);
    return retry.headers().firstValue("Location").orElseThrow();
  }

  /** A step that names others, the steps, and one of the documents that the first one names. */
  private static JsonObject batch(List<SoughtStep> steps, int concurrency) {
    var requests = new JsonArray().add(new JsonObject().put("id", "page").put("get", "page/0"));
    for (var step = 0; step < steps.size(); step++) {
      var first = step * APART;
      var last = first + steps.get(step).documents.size() - 1;
      requests.add(
          new JsonObject()
              .put("get", "pokemon/" + first + ".." + last)
              .put("fields", steps.get(step).fields));
    }
    var reference = new JsonObject().put("from", "page").put("path", "$.urls[*]");
    requests.add(new JsonObject().put("get", reference).put("fields", "a,b,x"));
    return new JsonObject()
        .put("requests", requests)
        .put("fields", "*")
        .put("concurrency", concurrency);
  }

  /** What there is for a job; no answer for documents from this one on, as they are fetched. */
  private static JsonObject script(List<SoughtStep> steps, int job, int never) {
    var urls = new JsonArray();
    steps.get(0).documents.forEach(x -> urls.add("/api/v2/type/" + urls.size() + "/"));
    var page = new JsonObject().put("body", new JsonObject().put("urls", urls));
    var script = new JsonObject().put("page/0", page);
    var number = 1;
    for (var step = 0; step < steps.size(); step++) {
      var documents = steps.get(step).documents;
      for (var i = 0; i < documents.size(); i++) {
        var act = number++ < never ? documents.get(i).act(job) : NEVER;
        script.put("pokemon/" + (step * APART + i), act);
      }
    }
    for (var i = 0; i < urls.size(); i++) {
      var act = number++ < never ? steps.get(0).documents.get(i).act(job) : NEVER;
      script.put("type/" + i, act);
    }
    return script;
  }

  private static Map<String, Set<String>> ofSteps(JsonObject answer) {
    var found = new TreeMap<String, Set<String>>();
    answer.getJsonArray("responses").stream()
        .map(JsonObject.class::cast)
        .forEach(step -> found.put(step.getString("id"), names(step)));
    return found;
  }

  private static Set<String> names(JsonObject object) {
    var found = new TreeSet<String>();
    object.getJsonArray("unmatched", new JsonArray()).forEach(name -> found.add((String) name));
    return found;
  }

  @Provide
  Arbitrary<List<SoughtStep>> steps() {
    var members = Arbitraries.of("a", "b", "c").set().ofMaxSize(2);
    var missing = Stream.of(0, 0, 0, 1, 1, 2).toList();
    var sought = Combinators.combine(members, Arbitraries.of(missing)).as(Sought::new);
    return Combinators.combine(Arbitraries.of(FIELDS), sought.list().ofMinSize(1).ofMaxSize(4))
        .as(SoughtStep::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }
}
