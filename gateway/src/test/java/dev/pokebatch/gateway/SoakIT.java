package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.Activity;
import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.gateway.testing.SmallProcess;
import dev.pokebatch.gateway.testing.SoakRequests;
import dev.pokebatch.sample.SampleConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Gateway and fetcher in one process of 256 MB, under a random mix of all that takes memory: for a
 * minute, or with {@code mvn -Psoak verify} for ten. The process lives, accepted batches are
 * complete, and in the end it holds no more than at the start.
 */
class SoakIT {

  private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("soak.seconds", 60));
  private static final int CLIENTS = 12;
  private static final int DOCUMENTS = 140;

  /** Beside what the cache may hold: classes that were loaded, pools that were filled. */
  private static final long MORE_BYTES = 24L << 20;

  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void aProcessOfALittleMemoryLivesThroughEverything() {
    var config = SampleConfig.defaults().withLatencyMs(5).withDocuments(DOCUMENTS);
    try (var sample = new Sample(config.withDocumentKb(230).withCacheBytes(64L << 20));
        var process =
            SmallProcess.start(
                Map.of(
                    "POKEAPI_URL",
                    sample.url(),
                    "SPRITES_URL",
                    sample.spritesUrl(),
                    "UPSTREAM_RATE",
                    "0",
                    "LIMIT_DEADLINE_MS",
                    "300000",
                    "DATA_DIR",
                    folder.toString()))) {
      var batch = batch("pokemon/1.." + DOCUMENTS).put("fields", "id");
      new Client(process.url()).batch(batch); // from now on all documents are cached
      var before = process.process().liveBytes();
      var activity = new Activity(CLIENTS);
      var clients =
          IntStream.range(0, CLIENTS)
              .mapToObj(
                  client ->
                      new SoakRequests(process.url(), DOCUMENTS, new Random(client), activity))
              .map(client -> CompletableFuture.runAsync(() -> run(client, activity), SoakIT::start))
              .toList();
      CompletableFuture.delayedExecutor(LENGTH.toMillis(), TimeUnit.MILLISECONDS)
          .execute(activity::end);
      clients.forEach(CompletableFuture::join);

      assertThat(failures).isEmpty();
      assertThat(process.process().isAlive()).as(process.output()).isTrue();
      assertThat(new Client(process.url()).batch(batch).getBoolean("complete")).isTrue();
      await().until(() -> process.process().liveBytes() < before + MORE_BYTES);
    }
  }

  private static void start(Runnable client) {
    new Thread(client).start();
  }

  private void run(SoakRequests client, Activity activity) {
    try {
      client.run();
    } catch (IOException | InterruptedException | RuntimeException | AssertionError failed) {
      failures.add(failed);
      activity.end();
    }
  }

  private static JsonObject batch(String get) {
    return new JsonObject().put("requests", new JsonArray().add(get)).put("deadlineMs", 300_000);
  }
}
