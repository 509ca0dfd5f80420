package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.CountedAnswer;
import dev.pokebatch.gateway.testing.GatewayProcess;
import dev.pokebatch.gateway.testing.SmallProcess;
import dev.pokebatch.gateway.testing.WarmBatches;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Requests occupy a bounded part of a heap of 256 MB, however long they are. */
class LargeRequestsIT {

  private static final int CLIENTS = 40;
  private static final int STEPS = 900;
  private static final int NAMES = 75;

  /** The names in a body take many times its bytes once they are parsed. */
  @Test
  void batchesWithBodiesOfAMegabyte() {
    try (var process = start();
        var warm = new WarmBatches(process.url())) {
      var batch = longBatch();
      var statuses = new ConcurrentLinkedQueue<Integer>();
      IntStream.range(0, CLIENTS)
          .mapToObj(
              i ->
                  CompletableFuture.runAsync(
                      () -> statuses.add(status(process.url(), batch)),
                      run -> new Thread(run).start()))
          .toList()
          .forEach(CompletableFuture::join);

      assertThat(statuses).hasSize(CLIENTS).contains(200).isSubsetOf(List.of(200, 503));
      warm.p99();
      assertThat(process.output()).doesNotContain("OutOfMemory");
    }
  }

  private static GatewayProcess start() {
    return SmallProcess.start(Map.of("POKEAPI_URL", "sample", "SAMPLE_LATENCY_MS", "100"));
  }

  private static int status(URI url, JsonObject batch) {
    return CountedAnswer.of(new Client(url).batchRequest(batch, Map.of())).status();
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
