package dev.pokebatch.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.JavaProcess;
import dev.pokebatch.gateway.testing.LineClient;
import dev.pokebatch.gateway.testing.Ports;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The jars, started as a user starts them. */
class ProcessIT {

  private static final Path FETCHER = Path.of("..", "fetcher", "target", "fetcher.jar");
  private static final Path GATEWAY = Path.of("target", "gateway.jar");
  private static final int CLIENTS = 3;
  private static final String READY = "gateway ready: (http://[^/]*).*management on port (\\d+)";

  @Test
  void theGatewaysJarAloneAnswersBatchesAndHealthProbesAndEndsWhenAsked() {
    var settings =
        Map.of(
            "POKEAPI_URL",
            "sample",
            "HTTP_PORT",
            "0",
            "MANAGEMENT_PORT",
            "0",
            "SAMPLE_LATENCY_MS",
            "0");
    try (var process = JavaProcess.start(GATEWAY, List.of(), settings, READY)) {
      var ready = process.awaitReady();
      var client = new Client(URI.create(ready.group(1)));
      var management = new Client(URI.create("http://127.0.0.1:" + ready.group(2)));
      var answer =
          client.batch(new JsonObject().put("requests", new JsonArray().add("pokemon/25")));

      assertThat(answer.getBoolean("complete")).isTrue();
      for (var path : List.of("/health/live", "/health/ready")) {
        var probe = management.request("GET", path, Map.of(), new byte[0]);
        assertThat(management.send(probe, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
      }
      process.terminate();
      assertThat(process.awaitExit()).isEqualTo(143);
      assertThat(process.output()).doesNotContain("Exception", " WARN ", " ERROR ");
    }
  }

  @Test
  void whenItIsAskedToEndItSaysSoAndWhatDoesNotEndInTimeIsCalledOff() {
    var settings =
        Map.of(
            "POKEAPI_URL", "sample",
            "HTTP_PORT", "0",
            "MANAGEMENT_PORT", "0",
            "SAMPLE_LATENCY_MS", "60000",
            "SHUTDOWN_NOTICE_MS", "1000",
            "SHUTDOWN_GRACE_MS", "4000");
    try (var process = JavaProcess.start(GATEWAY, List.of(), settings, READY)) {
      var ready = process.awaitReady();
      var client = new Client(URI.create(ready.group(1)));
      var management = new Client(URI.create("http://127.0.0.1:" + ready.group(2)));
      var probe = management.request("GET", "/health/ready", Map.of(), new byte[0]);
      assertThat(management.send(probe, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
      var answers =
          Stream.of("non-blocking", "blocking")
              .map(transport -> batchOfAMinute().put("transport", transport))
              .map(client::postAsync)
              .toList();
      var accepted = client.request("GET", "/", Map.of(), new byte[0]);
      client.send(accepted, BodyHandlers.ofString()); // after the batches, on the same gateway

      process.terminate();
      await().until(() -> management.send(probe, BodyHandlers.ofString()).statusCode() == 503);
      assertThat(answers)
          .extracting(CompletableFuture::join)
          .allSatisfy(ProcessIT::isCalledOffByTheShutdown);
      assertThat(process.awaitExit()).isEqualTo(143);
    }
  }

  @Test
  void everyClientWhoseConnectionIsAcceptedGetsItsAnswer() {
    var settings = Map.of("HTTP_PORT", "0", "MANAGEMENT_PORT", "0", "SHUTDOWN_NOTICE_MS", "0");
    try (var process = JavaProcess.start(GATEWAY, List.of(), settings, READY)) {
      var url = URI.create(process.awaitReady().group(1));
      var connected = new AtomicInteger();
      var clients =
          Stream.generate(() -> CompletableFuture.supplyAsync(() -> answers(url, connected)))
              .limit(CLIENTS)
              .toList();
      await().until(() -> connected.get() > 50 * CLIENTS);
      process.terminate();

      assertThat(clients)
          .extracting(CompletableFuture::join)
          .allSatisfy(
              answers ->
                  assertThat(answers).allSatisfy(one -> assertThat(one).startsWith("HTTP/1.1 ")));
      assertThat(process.awaitExit()).isEqualTo(143);
    }
  }

  /** The answers to one client, which connects for each request, until nobody listens any more. */
  private static List<String> answers(URI url, AtomicInteger connected) {
    var answers = new ArrayList<String>();
    while (true) {
      try (var connection = new Socket(url.getHost(), url.getPort())) {
        connected.incrementAndGet();
        var output = connection.getOutputStream();
        output.write(
            "GET /v1/problems HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(US_ASCII));
        answers.add(new String(connection.getInputStream().readAllBytes(), US_ASCII));
      } catch (SocketException refused) { // or reset, if the kernel had not passed it on
        return answers;
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
  }

  private static JsonObject batchOfAMinute() {
    return new JsonObject()
        .put("requests", new JsonArray().add("pokemon/1..3"))
        .put("deadlineMs", 60_000);
  }

  private static void isCalledOffByTheShutdown(HttpResponse<String> ended) {
    var step = new JsonObject(ended.body()).getJsonArray("responses").getJsonObject(0);

    assertThat(ended.headers().firstValue("Connection")).hasValue("close");
    assertThat(step.getString("outcome")).isEqualTo("cancelled");
    assertThat(step.getJsonArray("items"))
        .hasSize(3)
        .allSatisfy(
            item ->
                assertThat(((JsonObject) item).getJsonObject("problem").getMap())
                    .containsEntry("type", "/problems/cancelled")
                    .containsEntry("by", "shutdown"));
  }

  @Test
  void aStreamOfStepsIsEndedWithTheProcess() {
    var settings =
        Map.of(
            "POKEAPI_URL", "sample",
            "HTTP_PORT", "0",
            "MANAGEMENT_PORT", "0",
            "SAMPLE_LATENCY_MS", "60000",
            "SHUTDOWN_NOTICE_MS", "0",
            "SHUTDOWN_GRACE_MS", "3000");
    try (var process = JavaProcess.start(GATEWAY, List.of(), settings, READY)) {
      var url = URI.create(process.awaitReady().group(1));
      try (var client = LineClient.open(url, "?deadlineMs=60000")) {
        client.send("nonsense", "\"pokemon/1..3\"");
        assertThat(client.next().getString("id")).as("by now it runs").isEqualTo("0");

        process.terminate();
        var lines = client.rest();

        assertThat(lines).hasSize(4);
        assertThat(lines.subList(0, 3))
            .allSatisfy(
                line ->
                    assertThat(line.getJsonObject("item").getJsonObject("problem").getMap())
                        .containsEntry("type", "/problems/cancelled")
                        .containsEntry("by", "shutdown"));
        assertThat(lines.get(3).getMap())
            .containsEntry("total", 4)
            .containsEntry("cancelled", 3)
            .containsEntry("lines", 2)
            .containsEntry("stopped", "shutdown")
            .containsEntry("complete", false);
        assertThat(process.awaitExit()).isEqualTo(143);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP_PORT | 80a | gateway: HTTP_PORT must be a whole number from 0 to 65535, not 80a",
        "CLUSTER | yes | gateway: CLUSTER must be true or false, not yes",
        "POKEAPI_URL | pokeapi | gateway: POKEAPI_URL must be a http or https URL, or sample: its scheme is not http or https",
        "SAMPLE_ERRORS | 2 | gateway: SAMPLE_ERRORS must be a number from 0 to 1, not 2",
        "CONFIG_FILE | nowhere.properties | gateway: CONFIG_FILE cannot be read: nowhere.properties"
      })
  void aBadSettingEndsTheProcessWithOneClearLine(String name, String value, String line) {
    try (var process = JavaProcess.start(GATEWAY, List.of(), Map.of(name, value), "never")) {
      assertThat(process.awaitExit()).isEqualTo(2);
      assertThat(process.output()).isEqualTo(line);
    }
  }

  @Test
  void aPortThatIsTakenEndsTheProcessWithOneClearLine() throws Exception {
    try (var taken = new ServerSocket(0)) {
      var settings =
          Map.of(
              "POKEAPI_URL",
              "sample",
              "HTTP_PORT",
              String.valueOf(taken.getLocalPort()),
              "MANAGEMENT_PORT",
              "0");
      try (var process = JavaProcess.start(GATEWAY, List.of(), settings, "never")) {
        assertThat(process.awaitExit()).isEqualTo(1);
        assertThat(process.output().lines().reduce((a, b) -> b).orElse(""))
            .startsWith("gateway: could not start: the port is in use");
      }
    }
  }

  @Test
  void aFetcherRefusesABadSettingToo() {
    try (var process =
        JavaProcess.start(FETCHER, List.of(), Map.of("CACHE_MAX_BYTES", "much"), "never")) {
      assertThat(process.awaitExit()).isEqualTo(2);
      assertThat(process.output()).startsWith("fetcher: CACHE_MAX_BYTES must be").hasLineCount(1);
    }
  }

  @Test
  void theEventBusListensOnThePortThatIsGiven() throws Exception {
    var port = Ports.next();
    var settings =
        Map.of(
            "POKEAPI_URL", "sample",
            "CLUSTER_NAME", "bus-" + port,
            "CLUSTER_PORT", "0",
            "CLUSTER_BUS_PORT", String.valueOf(port),
            "MANAGEMENT_PORT", "0");
    try (var process = JavaProcess.start(FETCHER, List.of(), settings, "fetcher ready")) {
      process.awaitReady();
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertThat(socket.isConnected()).isTrue();
      }
    }
  }
}
