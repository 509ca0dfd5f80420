package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.JavaProcess;
import dev.pokebatch.gateway.testing.LineClient;
import dev.pokebatch.gateway.testing.LineFlood;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.sample.SampleConfig;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/**
 * The memory of an NDJSON request is bounded, however many steps it has and however slowly its
 * client reads.
 */
class StepStreamIT {

  private static final int MILLION = 1_000_000;
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration TEN_SECONDS = Duration.ofSeconds(10);
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final List<String> STEPS =
      List.of(
          "\"type/fire\"",
          "{\"id\":\"own\",\"get\":\"type/1\",\"fields\":\"name\"}",
          "\"evolution-chain/3\"",
          "{\"sequence\":[\"type/2\",{\"get\":{\"from\":\"type\",\"path\":\"$.name\"}}]}",
          "{\"parallel\":[\"type/2\",\"type/3\"]}");

  /** What is kept is asked for again and again, so that the upstream sees whether lines run. */
  @Test
  void aMillionLinesRunInASmallHeapAndStandStillWhileTheirReaderDoes() throws Exception {
    try (var sample = new Sample(SampleConfig.defaults().withLatencyMs(0).withMaxAgeS(1));
        var process = start(Map.of("POKEAPI_URL", sample.url()));
        var flood = new LineFlood(STEPS, MILLION)) {
      var url = URI.create(process.awaitReady().group(1));
      flood.begin(url, "?fields=id,name&deadlineMs=60000");
      await().atMost(PATIENCE).until(() -> flood.received() > MILLION / 3);

      flood.stopReading();
      Supplier<Seen> seen = () -> new Seen(flood.sent(), sample.stats().requests());
      var still = awaitStill(seen);
      await().during(TEN_SECONDS).atMost(PATIENCE).until(seen::get, still::equals);
      assertThat(flood.sent() - flood.received()).as("on the way").isLessThan(MILLION / 6);
      flood.readOn();

      assertSummary(flood.awaitTail(), MILLION);
      assertThat(sample.stats().requests()).isGreaterThan(still.requests());
      assertThat(flood.received()).isGreaterThan(6 * MILLION / 5);
    }
  }

  @Test
  void manyLinesRunInASmallHeapInRequestOrderToo() throws Exception {
    try (var process = start(Map.of());
        var flood = new LineFlood(STEPS, 40_000)) {
      var url = URI.create(process.awaitReady().group(1));

      flood.begin(url, "?fields=id,name&order=request");

      assertSummary(flood.awaitTail(), 40_000);
    }
  }

  /**
   * What there is to be seen once nothing has changed for a second: all that lies between is full.
   */
  private static Seen awaitStill(Supplier<Seen> seen) {
    var last = new AtomicReference<>(seen.get());
    await()
        .pollInterval(SECOND)
        .until(
            () -> {
              var now = seen.get();
              return now.equals(last.getAndSet(now));
            });
    return seen.get();
  }

  /** A fifth of them are no steps, and another fifth are two documents each. */
  private static void assertSummary(String tail, int lines) {
    var fifth = lines / 5;
    assertThat(tail)
        .contains("\"total\":" + 6 * fifth + ",\"succeeded\":" + 5 * fifth)
        .contains("\"failed\":" + fifth + ",\"skipped\":0,\"cancelled\":0,")
        .contains("\"lines\":" + lines + ",\"complete\":false}");
  }

  /** Three megabytes each that stand for a gigabyte, of lines that cannot be run as fast. */
  @Test
  void compressedLinesThatGrowAThousandfoldRunInASmallHeapToo() throws Exception {
    var line = "\"type/1\"" + " ".repeat(500) + "\n";
    var coded = gzip(line.repeat(1_000).getBytes(StandardCharsets.UTF_8), 2_000);
    var clients = new ArrayList<LineClient>();
    try (var process = start(Map.of())) {
      var url = URI.create(process.awaitReady().group(1));
      var headers = Map.of("Content-Encoding", "gzip");
      for (var i = 0; i < 12; i++) {
        var query = "?concurrency=1&fields=name";
        clients.add(LineClient.open(url, query, HttpVersion.HTTP_1_1, headers));
      }

      clients.forEach(client -> client.request().write(coded));
      for (var client : clients) {
        for (var i = 0; i < 1_000; i++) {
          assertThat(client.next().getInteger("index")).isEqualTo(i);
        }
      }

      assertThat(process.isAlive()).isTrue();
    } finally {
      clients.forEach(LineClient::close); // after the process, which would take them to their end
    }
  }

  private static Buffer gzip(byte[] text, int times) throws IOException {
    var coded = new ByteArrayOutputStream();
    try (var to = new GZIPOutputStream(coded)) {
      for (var i = 0; i < times; i++) {
        to.write(text);
      }
    }
    return Buffer.buffer(coded.toByteArray());
  }

  private static JavaProcess start(Map<String, String> more) {
    var settings = new HashMap<String, String>();
    settings.put("POKEAPI_URL", "sample");
    settings.put("SAMPLE_LATENCY_MS", "0");
    settings.put("HTTP_PORT", "0");
    settings.put("MANAGEMENT_PORT", "0");
    settings.putAll(more);
    return JavaProcess.start(
        Path.of("target", "gateway.jar"),
        List.of("-Xmx128m", "-XX:+ExitOnOutOfMemoryError"),
        settings,
        "gateway ready: (http://[^/]*)");
  }

  /**
   * How far it has come.
   *
   * @param lines how many the client could send
   * @param requests how many the upstream has had
   */
  private record Seen(long lines, long requests) {}
}
