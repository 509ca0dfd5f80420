package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.CollectionClient;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.GatedUpstream;
import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.WireAnswer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers that contain the documents alone. */
@SuppressWarnings("NullAway.Init") // JUnit sees to the fields
class EnvelopeTest {

  private static final String FIRE = "{\"name\":\"charmander\"}";
  private static final String FAILED =
      "{\"_get\":\"pokemon/pikachoo\",\"_status\":404,\"_error\":\"/problems/not-found\"}";
  private static final String UNRESOLVED =
      "{\"_get\":null,\"_status\":422,\"_error\":\"/problems/reference-unresolved\"}";

  /** With a step of many, a group, a failure, and a step that could not be resolved. */
  private static final JsonObject BATCH =
      new JsonObject(
          """
          {"requests": ["pokemon/1..2", {"id": "no", "get": "pokemon/pikachoo"},
            {"sequence": ["pokemon/4", {"get": {"from": "2.0", "path": "$.nothing"}}]}, "pokemon/7"],
           "fields": "name", "envelope": "none"}
          """);

  private static final List<String> ROWS =
      List.of(
          "{\"name\":\"bulbasaur\"}",
          "{\"name\":\"ivysaur\"}",
          FAILED,
          FIRE,
          UNRESOLVED,
          "{\"name\":\"squirtle\"}");

  @TempDir static Path folder;
  private static EmbeddedPair pair;
  private static JobClient jobs;

  @BeforeAll
  static void start() {
    pair =
        EmbeddedPair.start(
            Map.of(
                "POKEAPI_URL", "sample", "SAMPLE_LATENCY_MS", "0", "DATA_DIR", folder.toString()));
    jobs = new JobClient(pair.url());
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  private static String post(String query, String headers, String body) {
    return "POST /v1/batches"
        + query
        + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTE: trailers\r\n"
        + headers
        + "Content-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static WireAnswer posted(String query) {
    return WireAnswer.to(
        pair.url(), post(query, "Content-Type: application/json\r\n", BATCH.encode()));
  }

  @Test
  void jsonIsAnArrayInRequestOrder() {
    var answer = posted("");

    assertThat(answer.body()).isEqualTo("[" + String.join(",", ROWS) + "]");
    assertThat(answer.header("Batch-Complete")).isEqualTo("?0");
    assertThat(new JsonArray(answer.body())).hasSize(6);
  }

  @Test
  void aLineIsADocumentAndTheTrailersSayWhetherAllAreThere() {
    var ordered = posted("?format=ndjson&order=request");
    var completed = posted("?format=ndjson");

    assertThat(ordered.body().lines()).containsExactlyElementsOf(ROWS);
    assertThat(completed.body().lines()).containsExactlyInAnyOrderElementsOf(ROWS);
    assertThat(ordered.header("trailer")).contains("Batch-Complete");
    assertThat(ordered.isWhole()).isTrue();
    assertThat(ordered.trailers().toLowerCase(Locale.ROOT)).contains("batch-complete: ?0");
  }

  @Test
  void anEventsDataIsADocumentAndTheSummaryIsAnEventStill() {
    var answer = posted("?format=sse&order=request").body();

    assertThat(answer.lines().filter(line -> line.startsWith("data: ")).limit(6))
        .containsExactlyElementsOf(ROWS.stream().map(row -> "data: " + row).toList());
    assertThat(answer).contains("event: item\nid: 1\ndata: {\"name\"", "event: summary\nid: end\n");
  }

  @Test
  void aTableIsTheSame() {
    var without = BATCH.copy();
    without.remove("envelope");

    assertThat(posted("?format=csv").body())
        .isEqualTo(jobs.post(without, Map.of("Accept", "text/csv")).body());
  }

  @Test
  void aUrlCanAskForItAndIsCached() {
    var url = "/v1/pokemon/1..2,4.json?fields=name&envelope=none";
    var answer = jobs.send("GET", url, Map.of());
    var tag = answer.headers().firstValue("ETag").orElseThrow();
    var full = jobs.send("GET", "/v1/pokemon/1..2,4?fields=name", Map.of());

    assertThat(answer.body()).isEqualTo("[" + ROWS.get(0) + "," + ROWS.get(1) + "," + FIRE + "]");
    assertThat(jobs.send("GET", url, Map.of("If-None-Match", tag)).statusCode()).isEqualTo(304);
    assertThat(full.headers().firstValue("ETag")).isNotEqualTo(answer.headers().firstValue("ETag"));
  }

  @Test
  void stepsThatAreReadAsLinesToo() {
    var lines = "\"pokemon/1\"\n\"pokemon/pikachoo\"\nnone\n\"pokemon/4\"\n";
    var query = "?envelope=none&order=request&fields=name";
    var answer =
        WireAnswer.to(pair.url(), post(query, "Content-Type: application/x-ndjson\r\n", lines));

    assertThat(answer.body().lines())
        .containsExactly(
            ROWS.get(0),
            FAILED,
            "{\"_get\":null,\"_status\":400,\"_error\":\"/problems/malformed-json\"}",
            FIRE);
    assertThat(answer.trailers().toLowerCase(Locale.ROOT)).contains("batch-complete: ?0");
  }

  @Test
  void aCollectionsRunToo() {
    var collections = new CollectionClient(pair.url());
    collections.stored("alone", BATCH.encode());

    assertThat(collections.run("alone", Map.of()).body())
        .isEqualTo("[" + String.join(",", ROWS) + "]");
  }

  @Test
  void aJobsResultsFollowItsBatchUnlessTheQuerySaysOtherwise() {
    var job = jobs.submitted(BATCH);
    jobs.awaitEnd(job);
    var results = job + "/results";

    assertThat(jobs.send("GET", results, Map.of()).body())
        .isEqualTo("[" + String.join(",", ROWS) + "]");
    assertThat(jobs.send("GET", results + ".ndjson?follow=true", Map.of()).body().lines())
        .containsExactlyInAnyOrderElementsOf(ROWS);
    assertThat(jobs.send("GET", results + "?status=failed&envelope=none", Map.of()).body())
        .isEqualTo("[" + FAILED + "," + UNRESOLVED + "]");
    assertThat(jobs.json(results + "?envelope=full").getJsonArray("responses")).hasSize(4);
    assertThat(jobs.send("GET", job + "/events?envelope=none", Map.of()).body())
        .contains("event: item\nid: 1\ndata: {\"", "event: summary\nid: end\n");
    assertThat(jobs.send("GET", results + "?envelope=some", Map.of()).statusCode()).isEqualTo(400);
  }

  @Test
  void onlyFailuresAreRowsForAClientThatPrefersThat() {
    assertThat(jobs.post(BATCH, Map.of("Prefer", "return=minimal")).body())
        .isEqualTo("[" + FAILED + "," + UNRESOLVED + "]");
  }

  /** Without a summary, a clean end would look like the end of the answer. */
  @Test
  void aStreamThatIsCutOffHasNoCleanEnd() throws IOException {
    try (var upstream = new GatedUpstream()) {
      var gated = EmbeddedPair.start(Map.of("POKEAPI_URL", upstream.url()));
      upstream.letThrough(1);
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), gated.url().getPort())) {
        socket.setSoTimeout(60_000);
        var head = "POST /v1/batches?format=ndjson HTTP/1.1\r\nHost: x\r\n";
        var body = "{\"requests\":[\"nature/1\",\"nature/2\"],\"envelope\":\"none\"}";
        socket
            .getOutputStream()
            .write(
                (head
                        + "Content-Type: application/json\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body)
                    .getBytes(StandardCharsets.UTF_8));
        upstream.awaitArrived(2);
        await().until(() -> socket.getInputStream().available() > 0);
        gated.close();
        var read = rest(socket);

        assertThat(read).startsWith("HTTP/1.1 200").doesNotEndWith("\r\n0\r\n\r\n");
      }
    }
  }

  private static String rest(Socket socket) {
    var read = new StringBuilder();
    try {
      for (var next = socket.getInputStream().read();
          next >= 0;
          next = socket.getInputStream().read()) {
        read.append((char) next);
      }
    } catch (IOException reset) {
      return read.toString();
    }
    return read.toString();
  }
}
