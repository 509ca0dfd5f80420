package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.gateway.testing.StoreDatabase;
import dev.pokebatch.sample.SampleConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Base class of tests of jobs over HTTP. Its tests run concurrently. */
@TestInstance(Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
abstract class JobsFixture {

  private static final int LATENCY_MS = 40;

  final Sample sample =
      new Sample(
          SampleConfig.defaults()
              .withLatencyMs(LATENCY_MS)
              .withDocumentKb(40)
              .withDocuments(5_000));

  @SuppressWarnings("NullAway.Init")
  JobClient jobs;

  private final StoreDatabase database;

  @SuppressWarnings("NullAway.Init")
  private EmbeddedPair pair;

  JobsFixture(StoreDatabase database) {
    this.database = database;
  }

  /** A folder for each class: classes that run concurrently would share a static field. */
  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    var settings = new HashMap<>(database.settings(Files.createTempDirectory(folder, "jobs")));
    settings.put("POKEAPI_URL", sample.url());
    settings.put("UPSTREAM_RATE", "0");
    settings.put("MAX_JOBS", "40");
    pair = EmbeddedPair.start(settings);
    jobs = new JobClient(pair.url());
  }

  @AfterAll
  void stop() {
    if (pair != null) {
      pair.close();
    }
    sample.close();
  }

  void assertProblem(String method, String path, Object... anyOf) {
    var answer = jobs.send(method, path, Map.of());
    var problem = new JsonObject(answer.body());
    var expected =
        IntStream.range(0, anyOf.length / 2)
            .mapToObj(i -> anyOf[2 * i] + " /problems/" + anyOf[2 * i + 1])
            .toList();
    assertThat(answer.statusCode() + " " + problem.getString("type")).isIn(expected);
  }

  static JsonObject batch(Object... steps) {
    return new JsonObject().put("requests", new JsonArray(List.of(steps))).put("fields", "id,name");
  }
}
