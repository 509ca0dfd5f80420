package dev.pokebatch.gateway;

import static dev.pokebatch.gateway.testing.Wire.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.Wire;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The gateway admits requests by their heads, enforces timeouts on their bodies, and releases the
 * memory and permits that they held.
 */
@Execution(ExecutionMode.CONCURRENT)
class IntakeTest {

  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String LINES = "Content-Type: application/x-ndjson\r\n";
  private static final String POST = "POST /v1/batches HTTP/1.1";
  private static final String BATCH = "{\"requests\":[\"pokemon/1\"],\"fields\":\"id\"}";
  private static final String OTHER = "127.0.0.2";
  private static final int BODY = 100_000;

  private static final Map<String, String> ROOM_FOR_ONE_BODY =
      Map.of("LIMIT_BODY_BYTES", "" + BODY, "REQUEST_BYTES", "" + BODY);

  @ParameterizedTest
  @CsvSource({
    "POST, /v1/batches",
    "POST, /v1/explain",
    "PUT, /v1/collections/x",
    "POST, /v1/collections/x/runs",
  })
  void aBodyForWhichThereIsNoMemoryIsRefusedBeforeItIsSent(String method, String path) {
    try (var pair = start(ROOM_FOR_ONE_BODY);
        var holder = new Wire(pair.url())) {
      holder.send(head(POST, JSON, BODY - 100));
      try (var refused = new Wire(pair.url(), OTHER)) {
        refused.send(
            head(method + " " + path + " HTTP/1.1", JSON + "Expect: 100-continue\r\n", 50_000));

        var answer = refused.rest();
        assertThat(answer).startsWith("HTTP/1.1 503").contains("/problems/overloaded");
        assertThat(answer).containsPattern("(?i)retry-after: [123]\r\n");
      }
      assertSmallBodyIsServed(pair);
    }
  }

  @Test
  void whoAsksFirstIsToldToGoOnWhereThereIsMemory() {
    try (var pair = start(ROOM_FOR_ONE_BODY);
        var wire = new Wire(pair.url())) {
      wire.send(head(POST, JSON + "Expect: 100-continue\r\n", BATCH.length()));

      assertThat(wire.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100");
      assertThat(wire.send(BATCH).readUntil("}")).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void aBodyThatGrowsBeyondTheMemoryIsRefused() {
    try (var pair = start(ROOM_FOR_ONE_BODY);
        var holder = new Wire(pair.url())) {
      holder.send(head(POST, JSON, 90_000));
      var chunk = "8000\r\n" + " ".repeat(0x8000) + "\r\n";
      try (var grows = new Wire(pair.url(), OTHER)) {
        grows.send(POST + "\r\nHost: x\r\n" + JSON + "Transfer-Encoding: chunked\r\n\r\n" + chunk);

        assertThat(grows.rest()).startsWith("HTTP/1.1 503").contains("/problems/overloaded");
      }
      assertSmallBodyIsServed(pair);
    }
  }

  @Test
  void whatABodyInflatesToCounts() throws IOException {
    try (var pair = start(ROOM_FOR_ONE_BODY);
        var holder = new Wire(pair.url())) {
      holder.send(head(POST, JSON, 90_000));
      try (var inflates = new Wire(pair.url(), OTHER)) {
        var body = gzip(BATCH + " ".repeat(60_000));
        inflates.send(head(POST, JSON + "Content-Encoding: gzip\r\n", body.length)).send(body);

        assertThat(inflates.rest()).startsWith("HTTP/1.1 503").contains("/problems/overloaded");
      }
    }
  }

  @Test
  void oneClientCannotTakeAllOfTheMemory() {
    try (var pair = start(Map.of("LIMIT_BODY_BYTES", "10000", "REQUEST_BYTES", "100000"))) {
      var wires = new ArrayList<Wire>();
      IntStream.range(0, 20)
          .forEach(i -> wires.add(new Wire(pair.url()).send(head(POST, JSON, 10_000))));
      try (var other = new Wire(pair.url(), OTHER)) {
        var body = BATCH + " ".repeat(9_000);
        assertThat(other.send(request(POST, JSON, body)).readUntil("}")).startsWith("HTTP/1.1 200");
      } finally {
        wires.forEach(Wire::close);
      }
    }
  }

  /** However a request ends, the next one finds the memory that it held. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 99000\r\n\r\n{",
        "Content-Length: 99000\r\nContent-Encoding: gzip\r\n\r\nno gzip",
        "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        "Content-Length: 2\r\n\r\n{}",
        "Content-Length: 2\r\n\r\n{{",
      })
  void memoryIsGivenBackWhateverBecomesOfARequest(String rest) {
    try (var pair = start(ROOM_FOR_ONE_BODY)) {
      for (var i = 0; i < 3; i++) {
        try (var wire = new Wire(pair.url())) {
          wire.send(POST + "\r\nHost: x\r\n" + JSON + rest);
        }
        var body = BATCH + " ".repeat(BODY - 1_000);
        await().until(() -> status(pair, request(POST, JSON, body)) == 200);
      }
    }
  }

  @Test
  void overHttp2ABodyThatIsResetGivesItsMemoryBack() {
    try (var pair = start(ROOM_FOR_ONE_BODY)) {
      var http = pair.vertx().createHttpClient(http2(pair));
      var posted =
          EmbeddedPair.await(
              http.request(HttpMethod.POST, "/v1/batches")
                  .map(request -> request.putHeader("Content-Type", "application/json")));
      posted.putHeader("Content-Length", "99000");
      EmbeddedPair.await(posted.write("{"));
      await().until(() -> status(pair, head(POST, JSON, 99_000)) == 503);
      EmbeddedPair.await(posted.reset(8));

      var body = BATCH + " ".repeat(BODY - 1_000);
      await().until(() -> status(pair, request(POST, JSON, body)) == 200);
      EmbeddedPair.await(http.close());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"requests\":"})
  void aBodyThatStopsIsAnsweredAndItsConnectionEnds(String begun) {
    try (var pair = start(Map.of("REQUEST_BODY_TIMEOUT_MS", "1000"));
        var wire = new Wire(pair.url())) {
      var answer = wire.send(head(POST, JSON, 100) + begun).rest();

      assertThat(answer).startsWith("HTTP/1.1 408").contains("/problems/request-timeout");
      assertThat(answer).containsIgnoringCase("connection: close");
    }
  }

  @Test
  void aBodyThatDripsIsEndedThoughNoneOfItsPausesIsLong() {
    try (var pair = start(Map.of("REQUEST_BODY_TIMEOUT_MS", "3000"));
        var wire = new Wire(pair.url())) {
      wire.send(head(POST, JSON, BODY));
      var drips = pair.vertx().setPeriodic(100, id -> drip(wire));

      assertThat(wire.rest()).startsWith("HTTP/1.1 408").contains("/problems/request-timeout");
      pair.vertx().cancelTimer(drips);
    }
  }

  private static void drip(Wire wire) {
    try {
      wire.send(" ");
    } catch (RuntimeException closed) {
      // by the gateway, as it should be
    }
  }

  @Test
  void linesMayTakeLongerThanABody() {
    try (var pair = start(Map.of("REQUEST_BODY_TIMEOUT_MS", "500"));
        var wire = new Wire(pair.url());
        var slow = new Wire(pair.url())) {
      wire.send("POST /v1/batches?fields=id HTTP/1.1\r\nHost: x\r\n" + LINES);
      wire.send("Transfer-Encoding: chunked\r\n\r\n");
      assertThat(slow.send(head(POST, JSON, 10)).rest()).startsWith("HTTP/1.1 408");

      wire.send("c\r\n\"pokemon/1\"\n\r\n0\r\n\r\n");
      assertThat(wire.readUntil("\"complete\":true"))
          .startsWith("HTTP/1.1 200")
          .contains("\"succeeded\":1");
    }
  }

  @Test
  void overHttp2ASilentStreamIsEndedThoughItsConnectionIsNotIdle() {
    try (var pair = start(Map.of("HTTP_IDLE_TIMEOUT_MS", "1000"))) {
      var http = pair.vertx().createHttpClient(http2(pair));
      var stream =
          EmbeddedPair.await(
              http.request(HttpMethod.POST, "/v1/batches")
                  .map(request -> request.putHeader("Content-Type", "application/x-ndjson")));
      stream.response().onComplete(any -> {});
      EmbeddedPair.await(stream.writeHead());
      var ended = stream.response().mapEmpty().otherwiseEmpty();
      var pings = pair.vertx().setPeriodic(200, id -> stream.connection().ping(ping()));

      await().until(ended::isComplete);
      pair.vertx().cancelTimer(pings);
      EmbeddedPair.await(http.close());
    }
  }

  private static Buffer ping() {
    return Buffer.buffer(new byte[8]);
  }

  @Test
  void aConnectionThatSendsNothingIsClosed() {
    try (var pair = start(Map.of("REQUEST_HEAD_TIMEOUT_MS", "500"));
        var wire = new Wire(pair.url())) {
      assertThat(wire.rest()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"G", "GET /v1/limits HTTP/1.1\r\nHost:", "PRI * HTTP/2.0\r\n"})
  void aHeadThatStopsIsAnswered(String begun) {
    try (var pair = start(Map.of("REQUEST_HEAD_TIMEOUT_MS", "500"));
        var wire = new Wire(pair.url())) {
      assertThat(wire.send(begun).rest())
          .startsWith("HTTP/1.1 408")
          .contains("/problems/request-timeout");
    }
  }

  @Test
  void theHeadOfTheNextRequestHasToComeInTimeToo() {
    var limits = "GET /v1/limits HTTP/1.1\r\nHost: x\r\n\r\n";
    try (var pair = start(Map.of("REQUEST_HEAD_TIMEOUT_MS", "500"));
        var wire = new Wire(pair.url())) {
      assertThat(wire.send(limits).readUntil("8192}")).startsWith("HTTP/1.1 200");
      assertThat(wire.send("GET /v1/lim").rest()).startsWith("HTTP/1.1 408");
    }
  }

  @Test
  void moreConnectionsThanOneClientMayHaveAreClosed() {
    try (var pair = start(Map.of("MAX_CONNECTIONS_PER_CLIENT", "3"))) {
      var wires = IntStream.range(0, 3).mapToObj(i -> served(pair, "127.0.0.1")).toList();
      try (var fourth = new Wire(pair.url());
          var other = served(pair, OTHER)) {
        assertThat(fourth.rest()).isEmpty();
        assertThat(limits(other)).startsWith("HTTP/1.1 200");
      } finally {
        wires.forEach(Wire::close);
      }
      await()
          .until(
              () -> {
                try (var again = new Wire(pair.url())) {
                  return limits(again).startsWith("HTTP/1.1 200");
                } catch (RuntimeException closed) {
                  return false;
                }
              });
    }
  }

  @Test
  void whereAllConnectionsAreTakenAnotherClientStillHasOne() {
    try (var pair = start(Map.of("MAX_CONNECTIONS", "4"))) {
      var wires = IntStream.range(0, 4).mapToObj(i -> served(pair, "127.0.0.1")).toList();
      try (var fifth = new Wire(pair.url());
          var other = served(pair, OTHER)) {
        assertThat(fifth.rest()).isEmpty();
        assertThat(limits(other)).startsWith("HTTP/1.1 200");
      } finally {
        wires.forEach(Wire::close);
      }
    }
  }

  @Test
  void whoResetsRequestsInALoopLosesItsConnection() {
    try (var pair = start(Map.of())) {
      var http = pair.vertx().createHttpClient(http2(pair));
      var connection = new ArrayList<HttpConnection>();
      var closed = new AtomicInteger();
      for (var i = 0; i < 1_000 && closed.get() == 0; i++) {
        try {
          var request = EmbeddedPair.await(http.request(HttpMethod.GET, "/v1/pokemon/1..50"));
          if (connection.isEmpty()) {
            connection.add(request.connection());
            request.connection().closeHandler(gone -> closed.incrementAndGet());
          }
          request.response().onComplete(any -> {});
          EmbeddedPair.await(request.end());
          EmbeddedPair.await(request.reset(8));
        } catch (Exception refused) {
          break;
        }
      }
      await().until(() -> closed.get() > 0);
      EmbeddedPair.await(http.close());
      assertSmallBodyIsServed(pair);
    }
  }

  private static Wire served(EmbeddedPair pair, String from) {
    var wire = new Wire(pair.url(), from);
    assertThat(limits(wire)).startsWith("HTTP/1.1 200");
    return wire;
  }

  private static String limits(Wire wire) {
    return wire.send("GET /v1/limits HTTP/1.1\r\nHost: x\r\n\r\n").readUntil("8192}");
  }

  private static HttpClientOptions http2(EmbeddedPair pair) {
    return new HttpClientOptions()
        .setProtocolVersion(HttpVersion.HTTP_2)
        .setHttp2ClearTextUpgrade(false)
        .setDefaultHost("127.0.0.1")
        .setDefaultPort(pair.url().getPort());
  }

  private static void assertSmallBodyIsServed(EmbeddedPair pair) {
    assertThat(status(pair, request(POST, JSON, BATCH))).isEqualTo(200);
  }

  /** The status of an answer to a client with another address; 0 without an answer. */
  private static int status(EmbeddedPair pair, String request) {
    try (var wire = new Wire(pair.url(), "127.0.0.3")) {
      var line = wire.send(request).readUntil("\r\n");
      return line.isEmpty() ? 0 : Integer.parseInt(line.substring(9, 12));
    }
  }

  private static String head(String line, String headers, int length) {
    return line + "\r\nHost: x\r\n" + headers + "Content-Length: " + length + "\r\n\r\n";
  }

  private static byte[] gzip(String text) throws IOException {
    var coded = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(coded)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return coded.toByteArray();
  }

  private static EmbeddedPair start(Map<String, String> given) {
    var settings = new HashMap<>(given);
    settings.put("POKEAPI_URL", "sample");
    settings.put("SAMPLE_LATENCY_MS", "0");
    settings.put("GATEWAY_INSTANCES", "1");
    return EmbeddedPair.start(settings);
  }
}
