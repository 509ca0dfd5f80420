package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.CollectionClient;
import dev.pokebatch.gateway.testing.Http2Wire;
import dev.pokebatch.gateway.testing.SmallProcess;
import dev.pokebatch.gateway.testing.WarmBatches;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that do not read responses cannot end a gateway with a heap of 256 MB. */
class UnreadResponsesIT {

  private static final String ABUSER = "127.0.0.2";
  private static final String COLLECTION = "/v1/collections/large";
  private static final int COLLECTION_BYTES = 800_000;
  private static final int CONNECTIONS = 4;
  private static final int STREAMS = 100;
  private static final int PIPELINES = 200;
  private static final int PIPELINED = 200;

  /** Parsed, the requests of each connection occupy five megabytes. */
  private static final int SHORT_REQUESTS = 3_500;

  private static final int LONG_PIPELINES = 300;

  @Test
  void otherClientsAreServedAndTheProcessGoesOn(@TempDir Path folder) throws Exception {
    var settings =
        Map.of(
            "POKEAPI_URL", "sample",
            "SAMPLE_LATENCY_MS", "0",
            "DATA_DIR", folder.toString());
    try (var process = SmallProcess.start(settings);
        var warm = new WarmBatches(process.url())) {
      storeCollection(process.url());
      var wires = new ArrayList<Http2Wire>();
      var pipelines = new ArrayList<Socket>();
      try {
        for (var coding : List.of("identity", "gzip")) {
          for (var i = 0; i < CONNECTIONS; i++) {
            var wire = new Http2Wire(process.url(), ABUSER);
            wires.add(wire);
            for (var stream = 0; stream < STREAMS; stream++) {
              wire.request("GET", COLLECTION, Map.of("accept-encoding", coding), true);
            }
          }
        }
        for (var i = 0; i < PIPELINES; i++) {
          pipelines.add(pipeline(process.url()));
        }
        warm.p99(); // a hundred batches, all complete
      } finally {
        wires.forEach(Http2Wire::close);
        for (var socket : pipelines) {
          socket.close();
        }
      }
      warm.p99();
      assertThat(process.output()).doesNotContain("OutOfMemory", " WARN ", " ERROR ");
    }
  }

  @Test
  void requestsThatWaitForUnreadResponsesAreNotParsed() throws Exception {
    var settings = Map.of("POKEAPI_URL", "sample", "SAMPLE_LATENCY_MS", "0");
    try (var process = SmallProcess.start(settings);
        var warm = new WarmBatches(process.url())) {
      var pipelines = new ArrayList<Socket>();
      try {
        for (var i = 0; i < LONG_PIPELINES; i++) {
          var socket = pipeline(process.url());
          pipelines.add(socket);
          send(socket, "GET /v1/limits HTTP/1.1\r\nHost: x\r\n\r\n", SHORT_REQUESTS);
        }
        warm.p99();
      } finally {
        for (var socket : pipelines) {
          socket.close();
        }
      }
      warm.p99();
      assertThat(process.output()).doesNotContain("OutOfMemory", " WARN ", " ERROR ");
    }
  }

  /** Requests the longest page over and over, compressed, and reads nothing. */
  private static Socket pipeline(URI url) throws IOException {
    var socket = new Socket(url.getHost(), url.getPort(), InetAddress.getByName(ABUSER), 0);
    var request = "GET /openapi.yaml HTTP/1.1\r\nHost: x\r\nAccept-Encoding: gzip\r\n\r\n";
    send(socket, request, PIPELINED);
    return socket;
  }

  private static void send(Socket socket, String request, int times) throws IOException {
    socket.getOutputStream().write(request.repeat(times).getBytes(StandardCharsets.US_ASCII));
  }

  private static void storeCollection(URI url) {
    var steps = new JsonArray();
    for (var i = 0; i < COLLECTION_BYTES / 3_000; i++) {
      steps.add(new JsonObject().put("get", "pokemon/1").put("fields", "x".repeat(2_960) + i));
    }
    new CollectionClient(url).stored("large", new JsonObject().put("requests", steps).encode());
  }
}
