package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.fetcher.sample.SampleConfig;
import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.JavaProcess;
import dev.pokebatch.gateway.testing.Sample;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is there of what was kept when the process is started again. */
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

      sample.forget();
      var again = run(sample, "pokemon/1..151");
      assertThat(again.getJsonObject("cache").getInteger("hit")).isEqualTo(151);
      assertThat(run(sample, "pokemon/pikachu").getJsonObject("cache").getInteger("hit")).isOne();
      assertThat(sample.stats().requests()).isZero();
    }
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

  /** In a process of its own, which is asked to end then: what the batch took of the upstream. */
  private static JsonObject run(Map<String, String> settings, String get) {
    var quick = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    try (var process = JavaProcess.start(GATEWAY, quick, settings, READY)) {
      var client = new Client(URI.create(process.awaitReady().group(1)));
      var answer =
          client.batch(
              new JsonObject().put("requests", new JsonArray().add(get)).put("fields", "id,name"));
      assertThat(answer.getBoolean("complete")).as(answer.encode()).isTrue();
      process.terminate();
      assertThat(process.awaitExit()).isEqualTo(143);
      return answer.getJsonObject("summary").getJsonObject("upstream");
    }
  }
}
