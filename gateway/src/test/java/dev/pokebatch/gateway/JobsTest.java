package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.fetcher.sample.SampleConfig;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.Sample;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Durable batches over HTTP, on the embedded database. */
class JobsTest {

  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path folder;

  @SuppressWarnings("NullAway.Init")
  private static Sample sample;

  @SuppressWarnings("NullAway.Init")
  private static EmbeddedPair pair;

  @SuppressWarnings("NullAway.Init")
  private static JobClient jobs;

  @BeforeAll
  static void start() {
    sample = new Sample(SampleConfig.defaults());
    pair = EmbeddedPair.start(Map.of("POKEAPI_URL", sample.url(), "DATA_DIR", folder.toString()));
    jobs = new JobClient(pair.url());
  }

  @AfterAll
  static void stop() {
    pair.close();
    sample.close();
  }

  @Test
  void aJobIsAcceptedAndDone() {
    var accepted = jobs.submit(batch("pokemon/1..151"), Map.of());
    assertThat(accepted.statusCode()).isEqualTo(202);
    assertThat(accepted.headers().firstValue("Preference-Applied")).hasValue("respond-async");
    var location = accepted.headers().firstValue("Location").orElseThrow();

    var ended = jobs.awaitEnd(location);

    assertThat(ended.getString("state")).isEqualTo("ended");
    assertThat(ended.getString("endReason")).isEqualTo("completed");
    assertThat(ended.getString("outcome")).isEqualTo("succeeded");
    assertThat(ended.getJsonObject("summary").getInteger("succeeded")).isEqualTo(151);
    var results = jobs.json(location + "/results");
    assertThat(results.getJsonArray("responses").getJsonObject(0).getJsonArray("items"))
        .hasSize(151);
  }

  @Test
  void whatIsDoneInTimeIsAnsweredAsIfItHadBeenWaitedFor() {
    var request = batch("pokemon/1", "pokemon/2..4", "pokemon/nobody");
    var waited = jobs.submit(request, Map.of("Prefer", "respond-async, wait=20"));
    var posted = jobs.post(request, Map.of());

    assertThat(waited.statusCode()).isEqualTo(200);
    assertThat(waited.headers().firstValue("Content-Location")).isPresent();
    assertThat(bodies(waited.body())).isEqualTo(bodies(posted.body()));
  }

  private static JsonObject bodies(String answer) {
    var json = new JsonObject(answer);
    json.remove("summary");
    json.remove("seq");
    json.remove("ended");
    return strip(json);
  }

  private static JsonObject strip(JsonObject json) {
    for (var name : new String[] {"durationMs", "cache", "attempts"}) {
      json.remove(name);
    }
    json.forEach(
        entry -> {
          if (entry.getValue() instanceof JsonObject object) {
            strip(object);
          } else if (entry.getValue() instanceof JsonArray array) {
            IntStream.range(0, array.size())
                .filter(i -> array.getValue(i) instanceof JsonObject)
                .forEach(i -> strip(array.getJsonObject(i)));
          }
        });
    return json;
  }

  private static JsonObject batch(String... steps) {
    return new JsonObject().put("requests", List.of(steps)).put("fields", "id,name");
  }
}
