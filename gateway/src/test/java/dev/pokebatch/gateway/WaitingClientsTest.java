package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.GatedUpstream;
import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.Wire;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Waiting clients take no permits from clients with running batches, nor from clients that wait for
 * something else.
 */
class WaitingClientsTest {

  private static final int MANY = 256;
  private static final String OTHER = "127.0.0.2";

  private static final String OPEN_LINES =
      String.join(
          "\r\n",
          "POST /v1/batches?fields=id HTTP/1.1",
          "Host: x",
          "Transfer-Encoding: chunked",
          "Content-Type: application/x-ndjson",
          "",
          "1",
          "\n",
          "");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private final GatedUpstream upstream = new GatedUpstream();
  private final List<Wire> wires = new ArrayList<>();

  @AfterEach
  void close() {
    wires.forEach(Wire::close);
    upstream.close();
  }

  @Test
  void streamsThatSendNoStepKeepNobodyFromABatch() {
    upstream.open();
    try (var pair = start(Map.of("MAX_BATCHES", "1"))) {
      open(pair, MANY, "127.0.0.1", OPEN_LINES);

      assertThat(batch(pair)).isEqualTo(200);
      var last = wires.get(MANY - 1).send("c\r\n\"pokemon/1\"\n\r\n0\r\n\r\n");
      assertThat(last.readUntil("\"complete\":true")).contains("\"succeeded\":1");
    }
  }

  @Test
  void clientsThatWaitForAJobKeepNobodyFromABatchNorFromResults() {
    try (var pair = start(Map.of("MAX_BATCHES", "1", "MAX_READS", "1", "MAX_FOLLOWS", "1"))) {
      var jobs = new JobClient(pair.url());
      var job = jobs.submitted(request("pokemon/1"));
      upstream.awaitArrived(1);
      open(pair, MANY, "127.0.0.1", get(job, "Prefer: wait=60\r\n"));
      open(pair, 1, "127.0.0.1", get(job + "/events", ""));
      assertThat(wires.get(MANY).readUntil("\r\n")).startsWith("HTTP/1.1 200");

      assertThat(jobs.send("GET", job + "/results", Map.of()).statusCode()).isEqualTo(200);
      upstream.open();
      assertThat(batch(pair)).isEqualTo(200);
      jobs.awaitEnd(job);
      wires
          .subList(0, MANY)
          .forEach(wire -> assertThat(wire.readUntil("\r\n")).startsWith("HTTP/1.1 200"));
    }
  }

  @Test
  void whoHoldsAllPlacesOfAKindKeepsOutItselfAndNobodyElse() {
    try (var pair = start(Map.of("MAX_LONG_POLLS", "8", "MAX_FOLLOWS", "8", "MAX_BATCHES", "8"))) {
      var job = new JobClient(pair.url()).submitted(request("pokemon/1"));
      upstream.awaitArrived(1);
      var waiting = List.of(get(job, "Prefer: wait=60\r\n"), post("pokemon/2"));
      for (var request : waiting) {
        open(pair, 12, "127.0.0.1", request);
        // Nobody is answered before the gate opens but those that are refused.
        awaitAnswers(wires.size() - 12, 4);
        open(pair, 1, OTHER, request);
      }
      open(pair, 12, "127.0.0.1", get(job + "/events", ""));
      awaitAnswers(wires.size() - 12, 12);
      open(pair, 1, OTHER, get(job + "/events", ""));
      awaitAnswers(wires.size() - 1, 1);
      upstream.open();

      var statuses = wires.stream().map(wire -> wire.readUntil("\r\n").substring(9, 12)).toList();
      IntStream.of(0, 13, 26)
          .forEach(
              first -> {
                var ofOne = statuses.subList(first, first + 12);
                assertThat(ofOne.stream().filter("200"::equals)).hasSize(8);
                assertThat(ofOne.stream().filter("503"::equals)).hasSize(4);
                assertThat(statuses.get(first + 12)).isEqualTo("200");
              });
    }
  }

  @Test
  void behindATrustedProxyClientsAreToldApart() {
    try (var pair = start(Map.of("MAX_BATCHES", "4", "TRUSTED_PROXIES", "127.0.0.1"))) {
      var one = "X-Forwarded-For: 192.0.2.1\r\n";
      open(pair, 4, "127.0.0.1", post("pokemon/1", one));
      upstream.awaitArrived(1);
      open(pair, 1, "127.0.0.1", post("pokemon/1", one));
      open(pair, 1, "127.0.0.1", post("pokemon/1", "X-Forwarded-For: 192.0.2.2\r\n"));

      awaitAnswers(0, 1); // of the five, the last one that is read
      var refused = wires.subList(0, 5).stream().filter(Wire::hasAnswer).findFirst().orElseThrow();
      assertThat(refused.readUntil("\r\n")).startsWith("HTTP/1.1 503");
      upstream.open();
      assertThat(wires.get(5).readUntil("\r\n")).startsWith("HTTP/1.1 200");
    }
  }

  private void open(EmbeddedPair pair, int count, String from, String request) {
    IntStream.range(0, count).forEach(i -> wires.add(new Wire(pair.url(), from).send(request)));
  }

  /** Waits until so many of the 12 connections from the given one on have an answer to read. */
  private void awaitAnswers(int first, int count) {
    var opened = wires.subList(first, Math.min(first + 12, wires.size()));
    Awaitility.await()
        .pollInterval(Duration.ofMillis(5))
        .until(() -> opened.stream().filter(Wire::hasAnswer).count() >= count);
  }

  private static String get(String path, String headers) {
    return "GET " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n";
  }

  private static String post(String step) {
    return post(step, "");
  }

  private static String post(String step, String headers) {
    return Wire.request(
        "POST /v1/batches HTTP/1.1",
        headers + "Content-Type: application/json\r\n",
        request(step).encode());
  }

  private static JsonObject request(String step) {
    return new JsonObject().put("requests", new JsonArray().add(step)).put("deadlineMs", 60_000);
  }

  private static int batch(EmbeddedPair pair) {
    return new Client(pair.url()).post(request("pokemon/9"), BodyHandlers.ofString()).statusCode();
  }

  private EmbeddedPair start(Map<String, String> given) {
    var settings = new HashMap<>(given);
    settings.put("POKEAPI_URL", upstream.url());
    settings.put("DATA_DIR", folder.toString());
    settings.put("DISK_MAX_BYTES", "0");
    settings.put("CACHE_MAX_BYTES", "0");
    return EmbeddedPair.start(settings);
  }
}
