package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.CountedAnswer;
import dev.pokebatch.gateway.testing.GatewayProcess;
import dev.pokebatch.gateway.testing.SmallProcess;
import dev.pokebatch.gateway.testing.WarmBatches;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Requests occupy a bounded part of a heap of 256 MB, however many or however long they are. */
class LargeRequestsIT {

  private static final String ABUSER = "127.0.0.2";
  private static final int PIPELINES = 300;
  private static final int PIPELINED = 3_500;
  private static final long PIPELINED_BYTES = 40 << 20;

  private static final int CLIENTS = 40;
  private static final int STEPS = 900;
  private static final int NAMES = 75;

  @Test
  void aMillionPipelinedRequests() throws Exception {
    try (var process = start();
        var warm = new WarmBatches(process.url())) {
      var before = process.process().liveBytes();
      var pipelines = new ArrayList<Socket>();
      try {
        for (var i = 0; i < PIPELINES; i++) {
          pipelines.add(pipeline(process.url()));
        }
        warm.p99(); // a hundred batches, all complete
        assertThat(process.process().liveBytes()).isLessThan(before + PIPELINED_BYTES);
      } finally {
        for (var socket : pipelines) {
          socket.close();
        }
      }
      warm.p99();
      assertThat(process.output()).doesNotContain("OutOfMemory");
    }
  }

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

  private static Socket pipeline(URI url) throws IOException {
    var socket = new Socket(url.getHost(), url.getPort(), InetAddress.getByName(ABUSER), 0);
    var request = "GET /x HTTP/1.1\r\nHost: x\r\n\r\n";
    socket.getOutputStream().write(request.repeat(PIPELINED).getBytes(StandardCharsets.US_ASCII));
    return socket;
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
