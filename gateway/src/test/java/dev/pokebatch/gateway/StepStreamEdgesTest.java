package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.GatedUpstream;
import dev.pokebatch.gateway.testing.LineClient;
import dev.pokebatch.gateway.testing.RawRequest;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.sample.SampleConfig;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Edge cases of NDJSON requests: broken connections, slow clients and empty input. */
class StepStreamEdgesTest {

  private static final int MANY = 600;

  @ParameterizedTest
  @EnumSource(names = {"HTTP_1_1", "HTTP_2"})
  void aClientThatStopsReadingStopsTheFetchingAndLosesNothing(HttpVersion version) {
    try (var sample =
            new Sample(
                SampleConfig.defaults().withLatencyMs(0).withDocuments(MANY).withDocumentKb(230));
        var pair = start(Map.of("POKEAPI_URL", sample.url()));
        var client = LineClient.open(pair.url(), "?concurrency=16&deadlineMs=60000", version)) {
      client.send("\"pokemon/1\"");
      client.next();
      client.stopReading();
      client.send(steps(2, MANY));
      client.end();

      var before = new long[] {-1};
      await()
          .until(
              () -> {
                var now = sample.stats().requests();
                var still = now == before[0] && sample.stats().inFlight() == 0;
                before[0] = now;
                return still && now > 1;
              });
      assertThat(before[0]).isLessThan(MANY / 2);
      client.readOn();

      var lines = client.rest();
      var summary = lines.remove(lines.size() - 1);
      assertThat(lines.stream().map(line -> line.getLong("index")).sorted())
          .isEqualTo(IntStream.range(1, MANY).mapToObj(Long::valueOf).toList());
      assertThat(summary.getInteger("succeeded")).isEqualTo(MANY);
      assertThat(summary.getBoolean("complete")).isTrue();
    }
  }

  @Test
  void linesThatAreAnsweredAtOnceGoOutTogether() {
    var body = "no step\n".repeat(1_000);
    var type = "Content-Type: application/x-ndjson\r\n";
    var length = "Content-Length: " + body.length() + "\r\n";
    try (var pair = start(Map.of("POKEAPI_URL", "sample"));
        var request = new RawRequest(pair.url())) {
      request.send(RawRequest.head("POST", "/v1/batches", type + length) + body);

      var answer = request.answer().text();

      assertThat(answer).contains("\"failed\":1000,", "\"lines\":1000,");
      assertThat(
              Pattern.compile("^[0-9a-f]+$", Pattern.MULTILINE).matcher(answer).results().count())
          .as("chunks (RFC 9112, section 7.1)")
          .isLessThan(500);
    }
  }

  @Test
  void aStreamThatWaitsDoesNotHoldUpOthersOnItsConnection() {
    try (var sample = new Sample(SampleConfig.defaults().withLatencyMs(60_000));
        var pair = start(Map.of("POKEAPI_URL", sample.url()));
        var client = LineClient.open(pair.url(), "?concurrency=1", HttpVersion.HTTP_2)) {
      while (!client.mustWait()) {
        client.send(steps(1, MANY));
      }
      await().until(() -> sample.stats().inFlight() == 1);

      assertThat(client.post(new JsonObject())).isEqualTo(400);
    }
  }

  @Test
  void aStreamCountsAsABatchOnlyWhileStepsOfItRun() {
    try (var pair = start(Map.of("GATEWAY_INSTANCES", "1", "MAX_BATCHES", "1"));
        var idle = LineClient.open(pair.url(), "")) {
      idle.send("\"pokemon/1\"");
      idle.next();

      var batch = new JsonObject().put("requests", new JsonArray().add("pokemon/2"));
      await()
          .until(
              () ->
                  new Client(pair.url()).post(batch, BodyHandlers.ofString()).statusCode() == 200);
      idle.send("\"pokemon/3\"");
      idle.next();
      assertThat(idle.end().rest()).hasSize(1);
    }
  }

  @Test
  void aStreamWhoseStepsFindNoPlaceWaitsForOne() {
    try (var upstream = new GatedUpstream();
        var pair = start(Map.of("POKEAPI_URL", upstream.url(), "MAX_BATCHES", "1"));
        var first = LineClient.open(pair.url(), "");
        var second = LineClient.open(pair.url(), "")) {
      first.send("\"pokemon/1\"");
      upstream.awaitArrived(1);
      second.send("\"pokemon/2\"");
      var batch = new JsonObject().put("requests", new JsonArray().add("pokemon/3"));
      assertThat(new Client(pair.url()).post(batch, BodyHandlers.ofString()).statusCode())
          .isEqualTo(503);
      upstream.open();

      assertThat(first.next().getString("id")).isEqualTo("0");
      assertThat(second.next().getString("id")).isEqualTo("0");
      assertThat(upstream.mostInFlight()).as("one after the other").isEqualTo(1);
      assertThat(first.end().rest()).hasSize(1);
      assertThat(second.end().rest()).hasSize(1);
    }
  }

  @Test
  void moreOpenStreamsThanMayBeAreRefused() {
    try (var pair = start(Map.of("GATEWAY_INSTANCES", "1", "MAX_STREAMS", "1"));
        var first = LineClient.open(pair.url(), "");
        var second = LineClient.open(pair.url(), "")) {
      first.send("\"pokemon/1\"");
      first.next();

      second.send("\"pokemon/1\"");
      assertThat(second.status()).isEqualTo(503);
      assertThat(Integer.parseInt(second.headers().get("retry-after"))).isBetween(1, 3);
      assertThat(first.end().rest()).hasSize(1);
    }
  }

  @Test
  void aLineThatIsTooLongFailsAloneAndBeforeItsEndHasCome() {
    try (var pair = start(Map.of("LIMIT_LINE_BYTES", "1024"));
        var client = LineClient.open(pair.url(), "")) {
      client.request().write("\"" + "x".repeat(2_000));
      var failed = client.next();
      client.send("y".repeat(1_000_000) + "\"", "\"pokemon/1\"");
      client.end();

      assertThat(failed.getString("id")).isEqualTo("0");
      assertThat(failed.getJsonObject("item").getInteger("status")).isEqualTo(413);
      assertThat(failed.getJsonObject("item").getJsonObject("problem").getMap())
          .containsEntry("limit", "lineBytes")
          .containsEntry("max", 1_024);
      assertThat(client.next().getString("id")).isEqualTo("1");
      assertThat(client.next().getMap()).containsEntry("failed", 1).containsEntry("lines", 2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "no length of a chunk\r\n"})
  void aBodyThatBreaksOffCallsOffWhatItAskedFor(String rest) throws IOException {
    try (var sample = new Sample(SampleConfig.defaults().withLatencyMs(60_000));
        var pair =
            start(
                Map.of("POKEAPI_URL", sample.url(), "GATEWAY_INSTANCES", "1", "MAX_BATCHES", "1"));
        var socket = new Socket(InetAddress.getLoopbackAddress(), pair.url().getPort())) {
      var out = socket.getOutputStream();
      var head = "POST /v1/batches HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-ndjson\r\n";
      out.write(bytes(head + "Transfer-Encoding: chunked\r\n\r\nc\r\n\"pokemon/1\"\n\r\n"));
      await().until(() -> sample.stats().inFlight() == 1);
      out.write(bytes(rest));
      if (rest.isEmpty()) {
        socket.shutdownOutput();
      }

      await().until(() -> sample.stats().cancelled() == 1);
      try (var next = LineClient.open(pair.url(), "")) {
        assertThat(next.end().rest()).as("its place is free").hasSize(1);
      }
    }
  }

  @Test
  void aClientThatSendsNothingAndWaitsForNothingIsIdle() {
    try (var pair = start(Map.of("HTTP_IDLE_TIMEOUT_MS", "1500"));
        var client = LineClient.open(pair.url(), "")) {
      client.send("\"pokemon/1\"");
      client.next();

      assertThat(client.rest()).as("no summary").isEmpty();
    }
  }

  @Test
  void whoAsksFirstWhetherToSendIsToldToGoOn() throws InterruptedException {
    try (var pair = start(Map.of());
        var client = expecting(pair, "")) {
      var toldToGoOn = new CountDownLatch(1);
      client.request().continueHandler(now -> toldToGoOn.countDown());
      client.writeHead();
      assertThat(toldToGoOn.await(10, TimeUnit.SECONDS)).isTrue();

      client.send("\"pokemon/1\"");
      assertThat(client.end().rest()).hasSize(2);
    }
  }

  @Test
  void whoAsksFirstAndIsRefusedDoesNotSend() {
    try (var pair = start(Map.of());
        var client = expecting(pair, "?concurrency=0&mode=sequence")) {
      client.request().continueHandler(now -> client.send("\"pokemon/1\""));
      client.writeHead();

      assertThat(client.status()).isEqualTo(400);
    }
  }

  @Test
  void eventsComeToWhoAcceptsThem() {
    try (var pair = start(Map.of())) {
      var client = new Client(pair.url());
      var headers =
          Map.of(
              "Content-Type", "Application/X-NDJSON; charset=utf-8", "Accept", "text/event-stream");
      var body = bytes("\"pokemon/1\"\r\n{}\r\n");
      var request = client.request("POST", "/v1/batches?fields=id", headers, body);
      var answer = client.send(request, BodyHandlers.ofString());

      assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
      var events = answer.body().split("\n\n");
      assertThat(events).hasSize(3);
      assertThat(events[0]).startsWith("event: item\nid: 1\ndata: {\"type\":\"item\",");
      assertThat(events[2]).startsWith("event: summary\nid: end\ndata: {\"type\":\"summary\",");
      var again = new HashMap<>(headers);
      again.put("Last-Event-ID", "end");
      var reconnects = client.request("POST", "/v1/batches", again, body);
      assertThat(client.send(reconnects, BodyHandlers.ofString()).statusCode()).isEqualTo(204);
    }
  }

  @Test
  void onlyWhatFailedIsToldToWhoPrefersThat() {
    try (var pair = start(Map.of())) {
      var client = new Client(pair.url());
      var headers = Map.of("Content-Type", "application/x-ndjson", "Prefer", "return=minimal");
      var body = bytes("\"pokemon/1..9\"\n\"pokemon/pikachoo\"\n");
      var request = client.request("POST", "/v1/batches", headers, body);
      var answer = client.send(request, BodyHandlers.ofString());

      assertThat(answer.headers().firstValue("Preference-Applied")).hasValue("return=minimal");
      assertThat(answer.body()).doesNotContain("\"succeeded\",\"get\"").contains("\"id\":\"1\"");
      assertThat(answer.body()).contains("\"type\":\"summary\",\"total\":10,\"succeeded\":9,");
    }
  }

  private static String[] steps(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(i -> "\"pokemon/" + i + "\"")
        .toArray(String[]::new);
  }

  private static LineClient expecting(EmbeddedPair pair, String query) {
    var headers = Map.of("Expect", "100-continue");
    return LineClient.open(pair.url(), query, HttpVersion.HTTP_1_1, headers);
  }

  private static EmbeddedPair start(Map<String, String> settings) {
    var all = new HashMap<>(settings);
    all.putIfAbsent("POKEAPI_URL", "sample");
    all.putIfAbsent("SAMPLE_LATENCY_MS", "0");
    return EmbeddedPair.start(all);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
