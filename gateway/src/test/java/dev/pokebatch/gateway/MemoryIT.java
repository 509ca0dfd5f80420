package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.JavaProcess;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.sample.SampleConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Memory is bounded by configuration: two gigabytes of documents pass through a heap of 256 MB, and
 * less than one in the other forms of an answer.
 */
class MemoryIT {

  private static final int DOCUMENTS = 10_000;
  private static final int SLOW_BYTES = 8 << 20;

  /** Longer than it takes on a busy machine: this is about memory. */
  private static final int DEADLINE_MS = 900_000;

  /** Documents of an unread answer: a quarter of what the memory could hold. */
  private static final int READ_AHEAD = 300;

  private static Sample sample;

  @BeforeAll
  static void start() {
    sample =
        new Sample(
            SampleConfig.defaults()
                .withLatencyMs(0)
                .withDocuments(DOCUMENTS)
                .withDocumentKb(230)
                .withCacheBytes(160L << 20));
  }

  @AfterAll
  static void stop() {
    sample.close();
  }

  @ParameterizedTest(name = "{0} of {1} documents, slow: {2}")
  @CsvSource({
    "application/json, 3000, false",
    "application/json, 3000, true",
    "application/x-ndjson, 3000, false",
    "application/x-ndjson, 10000, true"
  })
  void thousandsOfLargeDocumentsRunInASmallHeap(String type, int documents, boolean slow)
      throws Exception {
    var settings = new HashMap<String, String>();
    settings.put("POKEAPI_URL", sample.url());
    settings.put("UPSTREAM_RATE", "0");
    settings.put("HTTP_PORT", "0");
    settings.put("MANAGEMENT_PORT", "0");
    settings.put("LIMIT_DOCUMENTS", String.valueOf(DOCUMENTS));
    settings.put("LIMIT_FAN_OUT", String.valueOf(DOCUMENTS));
    settings.put("LIMIT_DEADLINE_MS", String.valueOf(DEADLINE_MS));
    settings.put("LIMIT_ANSWER_BYTES", String.valueOf(4L << 30));
    try (var process =
        JavaProcess.start(
            Path.of("target", "gateway.jar"),
            List.of("-Xmx256m", "-XX:+ExitOnOutOfMemoryError"),
            settings,
            "gateway ready: (http://[^/]*)")) {
      sample.forget();
      var client = new Client(URI.create(process.awaitReady().group(1)));
      var batch =
          new JsonObject()
              .put("requests", new JsonArray().add("pokemon/1.." + documents))
              .put("deadlineMs", DEADLINE_MS)
              .put("concurrency", 64);
      var request = client.batchRequest(batch, Map.of("Accept", type));

      try (var body = client.send(request, BodyHandlers.ofInputStream()).body()) {
        var read = read(body, slow);
        assertThat(read.bytes).isGreaterThan(documents * 150_000L);
        assertThat(read.askedMeanwhile).isLessThan(READ_AHEAD);
        assertThat(read.tail).contains("\"succeeded\":" + documents).contains("\"complete\":true");
      }
    }
  }

  /** A slow reader reads its first part in sips, for seconds, while all else waits for it. */
  private static Read read(InputStream body, boolean slow) throws IOException {
    var buffer = new byte[1 << 16];
    var tail = "";
    var bytes = 0L;
    var asked = 0L;
    for (var count = body.read(buffer); count >= 0; count = body.read(buffer)) {
      bytes += count;
      tail = count > 400 ? "" : tail;
      tail +=
          new String(
              buffer, Math.max(0, count - 400), Math.min(400, count), StandardCharsets.UTF_8);
      if (slow && bytes < SLOW_BYTES) {
        LockSupport.parkNanos(5_000_000);
        asked = sample.stats().requests();
      }
    }
    return new Read(bytes, tail, asked);
  }

  /**
   * What was read.
   *
   * @param askedMeanwhile how many documents had been got when a slow reader was no longer slow
   */
  private record Read(long bytes, String tail, long askedMeanwhile) {}
}
