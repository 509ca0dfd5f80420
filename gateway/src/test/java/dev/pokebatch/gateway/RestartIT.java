package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.JavaProcess;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.gateway.testing.ScriptedUpstream;
import dev.pokebatch.sample.SampleConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs, collections and cached documents after a restart of the process. */
class RestartIT {

  private static final Path GATEWAY = Path.of("target", "gateway.jar");
  private static final String READY = "gateway ready: (http://[^/]*)";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void aBatchThatRanBeforeAsksForNothing() {
    try (var sample = new Sample(SampleConfig.defaults().withLatencyMs(10))) {
      var first = run(sample, "pokemon/1..151");
      assertThat(first.getJsonObject("cache").getInteger("miss")).isEqualTo(151);
      assertThat(run(sample, "pokemon/pikachu").getJsonObject("cache").getInteger("miss")).isOne();

      sample.forget();
      var again = run(sample, "pokemon/1..151");
      assertThat(again.getJsonObject("cache").getInteger("hit")).isEqualTo(151);
      assertThat(run(sample, "pokemon/pikachu").getJsonObject("cache").getInteger("hit")).isOne();
      assertThat(sample.stats().requests()).isZero();
    }
  }

  @Test
  void aNameLeadsWhereTheUpstreamSaidAndNotToWhateverCarriesIt() {
    try (var upstream = new ScriptedUpstream()) {
      upstream.play(
          new JsonObject()
              .put("item/723", berry(723))
              .put("item/2279", berry(2279))
              .put("item/roseli-berry", berry(2279)));
      assertThat(idOf(upstream, "item/723")).isEqualTo(723);
      assertThat(idOf(upstream, "item/roseli-berry")).isEqualTo(2279);
      assertThat(idOf(upstream, "item/roseli-berry")).isEqualTo(2279);
      assertThat(idOf(upstream, "item/723")).isEqualTo(723);
      assertThat(upstream.requests())
          .filteredOn(path -> path.startsWith("item/"))
          .containsExactly("item/723", "item/roseli-berry");
    }
  }

  /** Starts a process, gets a document, and ends the process. */
  private int idOf(ScriptedUpstream upstream, String get) {
    try (var process = start(settings(upstream.url()))) {
      var answer = client(process).batch(batch(get));
      process.terminate();
      assertThat(process.awaitExit()).isEqualTo(143);
      var response = answer.getJsonArray("responses").getJsonObject(0);
      return response.getJsonObject("body").getInteger("id");
    }
  }

  private static JsonObject berry(int id) {
    return new JsonObject()
        .put("headers", new JsonObject().put("cache-control", "max-age=86400"))
        .put("body", new JsonObject().put("id", id).put("name", "roseli-berry"));
  }

  @Test
  void whatIsNotFreshAnyMoreIsConfirmedWithoutItsBody() {
    try (var sample = new Sample(SampleConfig.defaults().withLatencyMs(10).withMaxAgeS(0))) {
      run(sample, "pokemon/1..60");

      var again = run(sample, "pokemon/1..60");
      assertThat(again.getJsonObject("cache").getInteger("revalidated")).isEqualTo(60);
      assertThat(again.getInteger("requests")).isEqualTo(60);
      assertThat(again.getInteger("bytes")).isZero();
    }
  }

  @Test
  void withoutItsUpstreamItServesWhatItHas() {
    Map<String, String> dead;
    try (var sample = new Sample(SampleConfig.defaults().withLatencyMs(10).withMaxAgeS(0))) {
      run(sample, "pokemon/1..60");
      dead = settings(sample.url());
    }
    var again = run(dead, "pokemon/1..60");
    assertThat(again.getJsonObject("cache").getInteger("stale")).isEqualTo(60);
  }

  @Test
  void aFileThatIsDamagedCostsNoMoreThanWhatWasInIt() throws IOException {
    try (var sample = new Sample(SampleConfig.defaults().withLatencyMs(10))) {
      run(sample, "pokemon/1..20");
      Files.writeString(folder.resolve("documents-0.db"), "no database".repeat(1_000));

      var again = run(sample, "pokemon/1..20");
      assertThat(again.getJsonObject("cache").getInteger("miss")).isEqualTo(20);
      assertThat(run(sample, "pokemon/1..20").getJsonObject("cache").getInteger("hit"))
          .isEqualTo(20);
    }
  }

  @Test
  void askedToEndInTheMiddleOfABatchItKeepsWhatItHasWholeAndGetsTheRestAgain() {
    var upstream = SampleConfig.defaults().withDocuments(300).withDocumentKb(40).withLatencyMs(50);
    try (var sample = new Sample(upstream)) {
      var settings = settings(sample.url());
      settings.put("SHUTDOWN_GRACE_MS", "300");
      var first = endInTheMiddle(settings, sample);
      assertThat(first.getInteger("succeeded")).isBetween(50, 299);
      assertThat(folder.resolve("documents-0.db.damaged")).doesNotExist();

      sample.forget();
      try (var process = start(settings)) {
        var answer = client(process).batch(batch("pokemon/1..300"));
        var hits = answer.getJsonObject("summary").getJsonObject("upstream").getJsonObject("cache");
        assertThat(hits.getInteger("hit")).isGreaterThanOrEqualTo(first.getInteger("succeeded"));
        assertThat(sample.stats().requests()).isEqualTo(300 - hits.getInteger("hit"));
        try (var direct =
            EmbeddedPair.start(Map.of("POKEAPI_URL", sample.url(), "CACHE_MAX_BYTES", "0"))) {
          var right = new Client(direct.url()).batch(batch("pokemon/1..300"));
          assertThat(bodies(answer)).hasSize(300).isEqualTo(bodies(right));
        }
      }
    }
  }

  /** Gives the summary of its batch. */
  private static JsonObject endInTheMiddle(Map<String, String> settings, Sample sample) {
    try (var process = start(settings)) {
      var answer = client(process).postAsync(batch("pokemon/1..300"));
      await().pollInterval(Duration.ofMillis(5)).until(() -> sample.stats().requests() >= 100);
      process.terminate();
      assertThat(process.awaitExit()).isEqualTo(143);
      assertThat(process.output()).doesNotContain("not closed", " ERROR ", "Exception");
      return new JsonObject(answer.join().body()).getJsonObject("summary");
    }
  }

  private static List<JsonObject> bodies(JsonObject answer) {
    return answer.getJsonArray("responses").getJsonObject(0).getJsonArray("items").stream()
        .map(item -> ((JsonObject) item).getJsonObject("body"))
        .toList();
  }

  private JsonObject run(Sample sample, String get) {
    return run(settings(sample.url()), get);
  }

  private Map<String, String> settings(String upstream) {
    var settings = new HashMap<String, String>();
    settings.put("POKEAPI_URL", upstream);
    settings.put("DATA_DIR", folder.toString());
    settings.put("HTTP_PORT", "0");
    settings.put("MANAGEMENT_PORT", "0");
    settings.put("SHUTDOWN_NOTICE_MS", "0");
    return settings;
  }

  /** Starts a process, runs a batch, ends the process, and returns what the batch cost upstream. */
  private static JsonObject run(Map<String, String> settings, String get) {
    try (var process = start(settings)) {
      var answer = client(process).batch(batch(get).put("fields", "id,name"));
      assertThat(answer.getBoolean("complete")).as(answer.encode()).isTrue();
      process.terminate();
      assertThat(process.awaitExit()).isEqualTo(143);
      return answer.getJsonObject("summary").getJsonObject("upstream");
    }
  }

  private static JavaProcess start(Map<String, String> settings) {
    return JavaProcess.startQuickly(GATEWAY, List.of(), settings, READY);
  }

  private static Client client(JavaProcess process) {
    return new Client(URI.create(process.awaitReady().group(1)));
  }

  private static JsonObject batch(String get) {
    return new JsonObject().put("requests", new JsonArray().add(get));
  }
}
