package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.sample.SampleConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Synchronous batches are not delayed by a job that runs at the same time. */
class JobFairnessTest {

  /** Long, so that a batch takes the time of the upstream and not that of a busy processor. */
  private static final int LATENCY_MS = 200;

  private static final int TIMES = 11;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private int next = 50_001;

  @Test
  void aBatchOfTwentyTakesAtMostTwiceAsLongBesideAJobOfFiftyThousand() {
    var config = SampleConfig.defaults().withLatencyMs(LATENCY_MS).withDocumentKb(40);
    try (var sample = new Sample(config.withDocuments(100_000));
        var pair =
            EmbeddedPair.start(
                Map.of(
                    "POKEAPI_URL",
                    sample.url(),
                    "UPSTREAM_RATE",
                    "0",
                    "DISK_MAX_BYTES",
                    "0",
                    "DATA_DIR",
                    folder.toString()))) {
      var client = new JobClient(pair.url());
      medianMs(client); // nobody is fast the first time
      var alone = medianMs(client);
      var steps =
          IntStream.range(0, 25)
              .mapToObj(i -> "pokemon/" + (1 + i * 2_000) + ".." + (i + 1) * 2_000);
      var job =
          client.submitted(batch(steps.toList()).put("concurrency", 256)); // as many as it can have
      client.awaitProgress(job, 200);

      var beside = medianMs(client);

      assertThat(client.json(job).getString("state")).as("the job, by then").isEqualTo("running");
      client.send("POST", job + "/cancel", Map.of());
      assertThat(client.awaitEnd(job).getString("endReason")).isEqualTo("cancelled");
      var without = Math.max(alone, medianMs(client)); // the machine may be busier than before
      assertThat(beside).as("milliseconds; %s without the job", without).isLessThan(2 * without);
    }
  }

  /** The durations of batches of twenty documents that are not cached. */
  private double medianMs(JobClient client) {
    var times = new double[TIMES];
    for (var i = 0; i < TIMES; i++) {
      var batch = batch(List.of("pokemon/" + next + ".." + (next + 19)));
      next += 20;
      var began = System.nanoTime();
      var answer = client.post(batch, Map.of());
      times[i] = (System.nanoTime() - began) / 1e6;
      assertThat(new JsonObject(answer.body()).getBoolean("complete")).isTrue();
    }
    Arrays.sort(times);
    return times[TIMES / 2];
  }

  private static JsonObject batch(List<String> steps) {
    return new JsonObject().put("requests", new JsonArray(steps)).put("fields", "id,name");
  }
}
