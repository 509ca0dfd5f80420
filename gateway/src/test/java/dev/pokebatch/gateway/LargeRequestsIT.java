package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.CollectionClient;
import dev.pokebatch.gateway.testing.CountedAnswer;
import dev.pokebatch.gateway.testing.GatewayProcess;
import dev.pokebatch.gateway.testing.SmallProcess;
import dev.pokebatch.gateway.testing.WarmBatches;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests occupy a bounded part of a heap of 256 MB, however long they are. */
class LargeRequestsIT {

  private static final int CLIENTS = 40;
  private static final int RUNS = 200;
  private static final int STEPS = 900;
  private static final int NAMES = 75;

  /** The names in a body take many times its bytes once they are parsed. */
  @Test
  void batchesWithBodiesOfAMegabyte() {
    try (var process = start(Map.of())) {
      var batch = longBatch();
      assertBounded(process, CLIENTS, client -> client.batchRequest(batch, Map.of()));
    }
  }

  @Test
  void runsOfACollectionOfAMegabyte(@TempDir Path folder) {
    try (var process = start(Map.of("DATA_DIR", folder.toString()))) {
      new CollectionClient(process.url()).stored("long", longBatch().encode());
      assertBounded(
          process,
          RUNS,
          client -> client.request("POST", "/v1/collections/long/runs", Map.of(), new byte[0]));
    }
  }

  /** Many clients send a request at once: some are answered, and some are refused. */
  private static void assertBounded(
      GatewayProcess process, int clients, Function<Client, HttpRequest> request) {
    try (var warm = new WarmBatches(process.url())) {
      var statuses = new ConcurrentLinkedQueue<Integer>();
      IntStream.range(0, clients)
          .mapToObj(
              i ->
                  CompletableFuture.runAsync(
                      () -> statuses.add(status(request.apply(new Client(process.url())))),
                      run -> new Thread(run).start()))
          .toList()
          .forEach(CompletableFuture::join);

      assertThat(statuses).hasSize(clients).contains(200).isSubsetOf(List.of(200, 503));
      warm.p99();
      assertThat(process.output()).doesNotContain("OutOfMemory");
    }
  }

  private static GatewayProcess start(Map<String, String> more) {
    var settings = new HashMap<>(Map.of("POKEAPI_URL", "sample", "SAMPLE_LATENCY_MS", "100"));
    settings.putAll(more);
    return SmallProcess.start(settings);
  }

  private static int status(HttpRequest request) {
    return CountedAnswer.of(request).status();
  }

  private static JsonObject longBatch() {
    var steps = new JsonArray();
    for (var i = 0; i < STEPS; i++) {
      var step = i;
      var names =
          IntStream.range(0, NAMES)
              .mapToObj(name -> "name" + (10_000_000 + NAMES * step + name))
              .collect(Collectors.joining(","));
      steps.add(
          new JsonObject().put("get", "pokemon/" + (1 + step % 151)).put("fields", "id," + names));
    }
    return new JsonObject().put("requests", steps).put("concurrency", 8);
  }
}
