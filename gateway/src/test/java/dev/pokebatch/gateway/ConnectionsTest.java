package dev.pokebatch.gateway;

import static dev.pokebatch.gateway.testing.Wire.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.CapturedLog;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.gateway.testing.Wire;
import dev.pokebatch.sample.SampleConfig;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How connections last: those of old clients, of clients that have sent all, and of clients that
 * wait for an answer longer than a connection may be idle.
 */
@Execution(ExecutionMode.CONCURRENT)
class ConnectionsTest {

  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String LINES = "Content-Type: application/x-ndjson\r\n";
  private static final String POST = "POST /v1/batches HTTP/1.1";
  private static final String BATCH = "{\"requests\":[\"pokemon/1\"],\"fields\":\"id\"}";

  private static EmbeddedPair pair;

  /** The upstream takes longer than a connection may be idle. */
  @BeforeAll
  static void start(@TempDir Path data) {
    pair =
        EmbeddedPair.start(
            Map.of(
                "POKEAPI_URL", "sample",
                "SAMPLE_LATENCY_MS", "2000",
                "CACHE_MAX_BYTES", "0",
                "DATA_DIR", data.toString(),
                "HTTP_IDLE_TIMEOUT_MS", "1000"));
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  /** The second document is this request's alone, so that it comes long after the first one. */
  @ParameterizedTest
  @CsvSource({"application/x-ndjson, pokemon/4", "text/event-stream, pokemon/7"})
  void overHttp10AStreamedAnswerEndsWithItsConnection(String type, String second) {
    var headers = "Connection: keep-alive\r\nAccept: " + type + "\r\n";
    var batch = "{\"requests\":[{\"sequence\":[\"pokemon/1\",\"%s\"]}],\"fields\":\"id\"}";
    var streamed =
        answer(request("POST /v1/batches HTTP/1.0", headers + JSON, batch.replace("%s", second)));

    assertThat(streamed).startsWith("HTTP/1.0 200").containsIgnoringCase("connection: close");
    assertThat(streamed).contains("\"succeeded\":2").doesNotContainIgnoringCase("chunked");
  }

  @Test
  void overHttp10AnAnswerWithALengthLeavesItsConnectionOpen() {
    var limits = "GET /v1/limits HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
    try (var wire = new Wire(pair.url())) {
      for (var i = 0; i < 2; i++) {
        assertThat(wire.send(limits).readUntil("\"headerBytes\":8192}"))
            .containsIgnoringCase("connection: keep-alive");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1", "HTTP/1.0"})
  void aClientThatHalfClosesGetsItsAnswer(String version) {
    for (var request :
        new String[] {
          request("POST /v1/batches " + version, JSON, BATCH),
          request("POST /v1/batches?fields=id " + version, LINES, "\"pokemon/1\"\n"),
          "GET /v1/pokemon/1?fields=id " + version + "\r\nHost: x\r\n\r\n",
          request("POST /v1/batches " + version, JSON + "Accept: text/event-stream\r\n", BATCH),
        }) {
      assertThat(halfClosed(request))
          .as(request)
          .startsWith(version + " 200")
          .contains("\"body\":{\"id\":1}");
    }
  }

  @Test
  void aClientThatHalfClosesGetsEveryAnswerThatItHasAskedFor() {
    var document = "GET /v1/pokemon/1?fields=id HTTP/1.1\r\nHost: x\r\n\r\n";
    var limits = "GET /v1/limits HTTP/1.1\r\nHost: x\r\n\r\n";

    assertThat(halfClosed(limits + document + document + limits).split("HTTP/1.1 200", -1))
        .hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {JSON, LINES})
  void aBodyThatEndsEarlyIsRefused(String type) {
    for (var framing :
        new String[] {
          "Content-Length: 100\r\n\r\n\"pokemon/1\"\n",
          "Transfer-Encoding: chunked\r\n\r\nc\r\n\"pokemon/1\"\n\r\n",
          "Transfer-Encoding: chunked\r\n\r\nc\r\n\"pok",
        }) {
      assertThat(halfClosed(POST + "\r\nHost: x\r\n" + type + framing))
          .startsWith("HTTP/1.1 400")
          .contains("/problems/invalid-request");
    }
  }

  /** TCP tells a client that is gone from one that has sent all only when something is sent. */
  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/x-ndjson", "text/csv"})
  void aClientThatIsGoneIsNoticedBeforeThereIsAnAnswer(String type) {
    try (var sample = new Sample(SampleConfig.defaults().withLatencyMs(60_000));
        var waiting = EmbeddedPair.start(Map.of("POKEAPI_URL", sample.url()))) {
      try (var wire = new Wire(waiting.url())) {
        wire.send(request(POST, JSON + "Accept: " + type + "\r\n", BATCH));
        await().until(() -> sample.stats().inFlight() == 1);
      }
      await().until(() -> sample.stats().cancelled() == 1);
    }
  }

  @Test
  void aClientThatGoesWhileRequestsWaitForTheirTurnIsNoWarning() {
    try (var sample = new Sample(SampleConfig.defaults().withLatencyMs(60_000));
        var waiting = EmbeddedPair.start(Map.of("POKEAPI_URL", sample.url()));
        var log = CapturedLog.of("io.netty")) {
      var wire = new Wire(waiting.url());
      wire.send(request(POST, JSON, BATCH) + "GET /v1/limits HTTP/1.1\r\nHost: x\r\n\r\n");
      await().until(() -> sample.stats().inFlight() == 1);
      wire.reset();

      await().until(() -> sample.stats().cancelled() == 1);
      assertThat(log.messages()).noneMatch(message -> message.contains("exceptionCaught"));
    }
  }

  @Test
  void manyPipelinedRequestsAreAllAnswered() {
    var document = "GET /v1/pokemon/1?fields=id HTTP/1.1\r\nHost: x\r\n\r\n";
    var limits = "GET /v1/limits HTTP/1.1\r\nHost: x\r\n\r\n";

    assertThat(halfClosed(document + limits.repeat(2_000)).split("HTTP/1.1 200", -1))
        .hasSize(2_002);
  }

  @Test
  void aMalformedBodyAfterAnotherRequestLeavesThatOneItsAnswer() {
    var document = "GET /v1/pokemon/1?fields=id HTTP/1.1\r\nHost: x\r\n\r\n";
    var chunked = POST + "\r\nHost: x\r\n" + JSON + "Transfer-Encoding: chunked\r\n\r\nno\r\n";

    assertThat(answer(document + chunked)).startsWith("HTTP/1.1 200").contains("{\"id\":1}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"close", "close, TE", "TE , Close", "TE\r\nConnection: close"})
  void aConnectionEndsWithTheRequestThatAsksForIt(String options) {
    var limits = "GET /v1/limits HTTP/1.1\r\nHost: x\r\n";
    var last = limits + "Connection: " + options + "\r\n\r\n";

    assertThat(answer(last + limits + "\r\n"))
        .containsIgnoringCase("connection: close")
        .containsOnlyOnce("HTTP/1.1 200");
  }

  @Test
  void aClientThatWaitsForAnAnswerIsNotIdle() {
    for (var request :
        new String[] {
          request(POST, JSON, BATCH),
          request(POST, JSON + "Accept: text/csv\r\n", BATCH),
          request("POST /v1/batches?order=request HTTP/1.1", LINES, "\"pokemon/1\"\n"),
          request("POST /v1/explain HTTP/1.1", JSON, "{\"requests\":[{\"all\":\"nature\"}]}"),
          "GET /v1/pokemon/1 HTTP/1.1\r\nHost: x\r\n\r\n",
          "HEAD /v1/pokemon/1 HTTP/1.1\r\nHost: x\r\n\r\n",
        }) {
      assertThat(answer(request)).as(request).startsWith("HTTP/1.1 200"); // and then it is idle
    }
  }

  @Test
  void aClientThatWaitsForAJobIsNotIdle() {
    var wait = JSON + "Prefer: respond-async, wait=10\r\n";

    assertThat(answer(request(POST, wait, BATCH))).startsWith("HTTP/1.1 200").contains("\"id\":1");
  }

  @Test
  void aClientThatFollowsAJobIsNotIdle() {
    var created = answer(request(POST, JSON + "Prefer: respond-async\r\n", BATCH));
    var job = created.replaceAll("(?is).*location: (\\S+).*", "$1");
    var reads =
        List.of(
            "GET " + job + "/results?follow=true HTTP/1.1\r\nAccept: application/x-ndjson\r\n",
            "GET " + job + "/events HTTP/1.1\r\n",
            "GET " + job + " HTTP/1.1\r\nPrefer: wait=10\r\n");
    var answers = reads.stream().map(read -> new Wire(pair.url()).send(read + "Host: x\r\n\r\n"));

    for (var answer : answers.toList()) {
      try (answer) {
        assertThat(answer.rest()).startsWith("HTTP/1.1 200").contains("\"succeeded\":1");
      }
    }
  }

  @Test
  void aClientThatRunsACollectionIsNotIdle() {
    answer(request("PUT /v1/collections/starters HTTP/1.1", JSON, BATCH));
    for (var type : List.of("application/json", "text/event-stream", "text/csv")) {
      var run = "POST /v1/collections/starters/runs HTTP/1.1";

      assertThat(answer(request(run, JSON + "Accept: " + type + "\r\n", "")))
          .as(type)
          .startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void overHttp2AClientThatWaitsForAnAnswerIsNotIdle() {
    var options =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setHttp2ClearTextUpgrade(false)
            .setDefaultPort(pair.url().getPort());
    var http = pair.vertx().createHttpClient(options);
    var answer =
        EmbeddedPair.await(
            http.request(HttpMethod.GET, "/v1/pokemon/1?fields=id")
                // On the event loop: a body that arrives before anybody reads it is lost.
                .compose(request -> request.send().compose(response -> response.body())));
    EmbeddedPair.await(http.close());

    assertThat(answer.toString()).contains("\"body\":{\"id\":1}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GET /v1/limits HTTP/1.1\r\nHo",
        POST + "\r\nHost: x\r\n" + JSON + "Content-Length: 100\r\n\r\n{\"requests\":",
        POST + "\r\nHost: x\r\n" + LINES + "Content-Length: 100\r\n\r\n\"pokem",
      })
  void aClientThatStopsSendingIsIdle(String begun) {
    assertThat(answer(begun)).isEmpty();
  }

  private static String halfClosed(String request) {
    try (var wire = new Wire(pair.url())) {
      return wire.send(request).endOutput().rest();
    }
  }

  /** What comes until the connection ends. */
  private static String answer(String request) {
    try (var wire = new Wire(pair.url())) {
      return wire.send(request).rest();
    }
  }
}
