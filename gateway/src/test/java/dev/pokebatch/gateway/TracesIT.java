package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.Cluster;
import dev.pokebatch.gateway.testing.TraceReceiver;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A batch can be followed from the gateway's process into the fetcher's. */
class TracesIT {

  @Test
  void theSpansTheLogsAndTheMetricsOfTwoProcessesNameOneTrace() {
    try (var receiver = new TraceReceiver()) {
      var settings = new HashMap<>(receiver.settings());
      settings.put("POKEAPI_URL", "sample");
      settings.put("SAMPLE_LATENCY_MS", "0");
      settings.put("LOG_FORMAT", "json");
      try (var pair = Cluster.start(settings)) {
        logDebug(pair.fetcher(0).management());
        var client = new Client(pair.url());
        var request =
            new JsonObject().put("requests", new JsonArray().add("pokemon/1")).put("trace", true);
        var sent = client.batchRequest(request, Map.of("X-Request-Id", "request-7"));
        var answer = new JsonObject(client.send(sent, BodyHandlers.ofString()).body());
        var traceId = answer.getJsonObject("summary").getString("traceId");

        var message =
            receiver.awaitSpan(
                span ->
                    span.service().equals("pokebatch-gateway")
                        && span.name().equals("send document"));
        var processed = receiver.awaitSpan(span -> span.name().equals("process document"));
        assertThat(processed.service()).isEqualTo("pokebatch-fetcher");
        assertThat(processed.traceId()).isEqualTo(traceId).isEqualTo(message.traceId());
        assertThat(processed.parentId()).isEqualTo(message.id());
        await()
            .untilAsserted(
                () ->
                    assertThat(pair.fetcher(0).process().output().lines().filter(TracesIT::isJson))
                        .anySatisfy(
                            line -> {
                              var json = new JsonObject(line);
                              assertThat(json.getString("message")).startsWith("pokemon/1: ");
                              assertThat(json.getString("requestId")).isEqualTo("request-7");
                              assertThat(json.getString("traceId")).isEqualTo(traceId);
                            }));
        assertThat(openMetrics(pair.gateway().management()))
            .contains("trace_id=\"" + traceId + "\"");
      }
    }
  }

  /** Warnings of the JVM itself are plain text. */
  private static boolean isJson(String line) {
    return line.startsWith("{");
  }

  private static void logDebug(URI management) {
    var client = new Client(management);
    var path = "/loggers?name=dev.pokebatch.fetcher.serve&level=DEBUG";
    client.send(client.request("PUT", path, Map.of(), new byte[0]), BodyHandlers.discarding());
  }

  private static String openMetrics(URI management) {
    var client = new Client(management);
    var headers = Map.of("Accept", "application/openmetrics-text");
    var request = client.request("GET", "/metrics", headers, new byte[0]);
    return client.send(request, BodyHandlers.ofString()).body();
  }
}
