package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.CountedAnswer;
import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.RawRequest;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.gateway.testing.SmallProcess;
import dev.pokebatch.sample.SampleConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
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

  /** One client's next request. */
  @FunctionalInterface
  private interface Abuse {
    void run(URI gateway, Random random) throws IOException, InterruptedException;
  }

  private static final List<Abuse> ABUSES =
      List.of(
          SoakIT::fullDocuments,
          SoakIT::strictAnswer,
          SoakIT::answerThatNobodyReads,
          SoakIT::answerThatNobodyReads,
          SoakIT::bodyThatStops,
          SoakIT::streamWithoutSteps,
          SoakIT::tableOfManyColumns,
          SoakIT::expansion,
          SoakIT::jobThatIsCancelled,
          SoakIT::references);

  @Test
  void aProcessOfALittleMemoryLivesThroughEverything() {
    var config = SampleConfig.defaults().withLatencyMs(5).withDocuments(DOCUMENTS);
    try (var sample = new Sample(config.withDocumentKb(230).withCacheBytes(64L << 20));
        var process =
            SmallProcess.start(
                Map.of(
                    "POKEAPI_URL",
                    sample.url(),
                    "UPSTREAM_RATE",
                    "0",
                    "LIMIT_DEADLINE_MS",
                    "300000",
                    "DATA_DIR",
                    folder.toString()))) {
      var batch = batch("pokemon/1.." + DOCUMENTS).put("fields", "id");
      new Client(process.url()).batch(batch); // from now on all documents are cached
      var before = process.process().liveBytes();
      var until = System.nanoTime() + LENGTH.toNanos();
      IntStream.range(0, CLIENTS)
          .mapToObj(
              i -> CompletableFuture.runAsync(() -> abuse(process.url(), i, until), SoakIT::start))
          .toList()
          .forEach(CompletableFuture::join);

      assertThat(failures).isEmpty();
      assertThat(process.process().isAlive()).as(process.output()).isTrue();
      assertThat(new Client(process.url()).batch(batch).getBoolean("complete")).isTrue();
      await().until(() -> process.process().liveBytes() < before + MORE_BYTES);
    }
  }

  private static void start(Runnable client) {
    new Thread(client).start();
  }

  private void abuse(URI gateway, int client, long until) {
    var random = new Random(client);
    try {
      while (System.nanoTime() - until < 0 && failures.isEmpty()) {
        ABUSES.get(random.nextInt(ABUSES.size())).run(gateway, random);
      }
    } catch (IOException | InterruptedException | RuntimeException | AssertionError failed) {
      failures.add(failed);
    }
  }

  private static void fullDocuments(URI gateway, Random random) {
    var count = 1 + random.nextInt(DOCUMENTS);
    var batch = batch("pokemon/1.." + count).put("concurrency", random.nextBoolean() ? 256 : 32);
    var type = random.nextBoolean() ? "application/json" : "application/x-ndjson";
    assertComplete(answer(gateway, batch, Map.of("Accept", type)), count);
  }

  private static void strictAnswer(URI gateway, Random random) {
    var count = 70 + random.nextInt(DOCUMENTS - 70);
    var headers = Map.of("Prefer", "handling=strict");
    assertComplete(answer(gateway, batch("pokemon/1.." + count), headers), count);
  }

  private static void answerThatNobodyReads(URI gateway, Random random)
      throws IOException, InterruptedException {
    try (var unread = CountedAnswer.unread(gateway, batch("pokemon/1..100"), Map.of())) {
      Thread.sleep(random.nextInt(5_000));
      if (random.nextBoolean()) {
        unread.read();
      }
    }
  }

  private static void bodyThatStops(URI gateway, Random random) throws InterruptedException {
    try (var request = new RawRequest(gateway)) {
      request.send(RawRequest.head("POST", "/v1/batches", "Content-Length: 1048000\r\n"));
      request.send(" ".repeat(random.nextInt(1_000_000)));
      Thread.sleep(random.nextInt(3_000));
    }
  }

  private static void streamWithoutSteps(URI gateway, Random random) throws InterruptedException {
    var headers = "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n";
    try (var request = new RawRequest(gateway)) {
      request.send(RawRequest.head("POST", "/v1/batches", headers));
      for (var i = random.nextInt(10); i > 0; i--) {
        request.send("1\r\n\n\r\n");
        Thread.sleep(300);
      }
    }
  }

  private static void tableOfManyColumns(URI gateway, Random random) {
    var columns = new StringBuilder("id");
    for (var i = 0; i < random.nextInt(400); i++) {
      columns.append(",moves.version_group_details.").append(i);
    }
    var batch = batch("pokemon/1..20").put("fields", columns.toString());
    assertThat(answer(gateway, batch, Map.of("Accept", "text/csv")).status()).isIn(200, 422, 503);
  }

  private static void expansion(URI gateway, Random random) {
    var batch = batch("type/1..18").put("expand", new JsonArray().add("pokemon.pokemon"));
    assertThat(answer(gateway, batch, Map.of()).status()).isIn(200, 503);
  }

  private static void jobThatIsCancelled(URI gateway, Random random) throws InterruptedException {
    var jobs = new JobClient(gateway);
    var steps = new JsonArray(Collections.nCopies(20, "pokemon/1.." + DOCUMENTS));
    var accepted = jobs.submit(new JsonObject().put("requests", steps), Map.of());
    assertThat(accepted.statusCode()).isIn(202, 503);
    if (accepted.statusCode() == 202) {
      var job = accepted.headers().firstValue("Location").orElseThrow();
      Thread.sleep(random.nextInt(2_000));
      jobs.send("POST", job + "/cancel", Map.of());
      jobs.awaitEnd(job);
      assertThat(jobs.send("DELETE", job, Map.of()).statusCode()).isEqualTo(204);
    }
  }

  private static void references(URI gateway, Random random) {
    var batch = batch("pokemon/1.." + (1 + random.nextInt(30)));
    batch.getJsonArray("requests").getJsonObject(0).put("id", "a");
    for (var i = 0; i < 100; i++) {
      var path = "$..[?@.name=='x" + i + "']";
      batch.getJsonArray("requests").add(Map.of("get", Map.of("from", "a", "path", path)));
    }
    assertThat(answer(gateway, batch, Map.of()).status()).isIn(200, 503);
  }

  private static void assertComplete(CountedAnswer answer, int documents) {
    if (answer.status() != 503) { // what is refused is refused as a whole
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.succeeded()).isEqualTo(documents);
      assertThat(answer.isComplete()).isTrue();
    }
  }

  private static CountedAnswer answer(URI gateway, JsonObject batch, Map<String, String> headers) {
    return CountedAnswer.of(new Client(gateway).batchRequest(batch, headers));
  }

  private static JsonObject batch(String get) {
    var step = new JsonObject().put("get", get);
    return new JsonObject().put("requests", new JsonArray().add(step)).put("deadlineMs", 300_000);
  }
}
