package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.ScriptedUpstream;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverloadTest {

  private static final JsonObject BATCH =
      new JsonObject().put("requests", new JsonArray().add("pokemon/1"));

  @Test
  void whereAsManyBatchesRunAsMayRunAnotherIsToldToComeBackAndThenServed() {
    try (var upstream = new ScriptedUpstream();
        var pair =
            EmbeddedPair.start(
                Map.of(
                    "POKEAPI_URL", upstream.url(), "GATEWAY_INSTANCES", "1", "MAX_BATCHES", "1"))) {
      upstream.play(new JsonObject().put("pokemon/1", new JsonObject().put("afterMs", 2_000)));
      var client = new Client(pair.url());
      var first = client.postAsync(BATCH);
      await().until(() -> upstream.requests().size() == 1);

      var refused = client.post(BATCH, BodyHandlers.ofString());
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 3L);
      assertThat(new JsonObject(refused.body()).getString("type"))
          .isEqualTo("/problems/overloaded");

      assertThat(new JsonObject(first.join().body()).getBoolean("complete")).isTrue();
      await().until(() -> client.post(BATCH, BodyHandlers.ofString()).statusCode() == 200);
    }
  }

  @Test
  void aListThatIsLongerThanAStepMayBeIsRefusedWhenItIsKnown() {
    try (var pair = EmbeddedPair.start(Map.of("POKEAPI_URL", "sample", "LIMIT_FAN_OUT", "10"))) {
      var all = new JsonObject().put("all", "pokemon");
      var batch = new JsonObject().put("requests", new JsonArray().add(all).add("pokemon/1"));
      var answer = new Client(pair.url()).batch(batch);

      var refused = answer.getJsonArray("responses").getJsonObject(0);
      assertThat(refused.getInteger("status")).isEqualTo(422);
      assertThat(refused.getJsonObject("problem").getMap())
          .containsEntry("type", "/problems/limit-exceeded")
          .containsEntry("limit", "fanOut")
          .containsEntry("max", 10)
          .containsEntry("actual", 151);
      assertThat(answer.getJsonObject("summary").getInteger("succeeded")).isEqualTo(1);
      assertThat(answer.getJsonObject("summary").getInteger("failed")).isEqualTo(1);
    }
  }

  @Test
  void aBatchThatTurnsOutToAskForMoreDocumentsThanItMayIsRefusedThem() {
    try (var pair = EmbeddedPair.start(Map.of("POKEAPI_URL", "sample", "LIMIT_DOCUMENTS", "160"))) {
      var all = new JsonObject().put("all", "pokemon");
      var batch = new JsonObject().put("requests", new JsonArray().add("type/1..5").add(all));
      var requests = batch.getJsonArray("requests").add(all).add("type/6");
      var answer =
          new Client(pair.url()).batch(batch.put("requests", requests).put("fields", "id"));

      assertThat(
              answer.getJsonArray("responses").getJsonObject(2).getJsonObject("problem").getMap())
          .containsEntry("type", "/problems/limit-exceeded")
          .containsEntry("limit", "documents")
          .containsEntry("max", 160)
          .containsEntry("actual", 308);
      assertThat(answer.getJsonObject("summary").getInteger("total")).isEqualTo(158);
    }
  }

  @Test
  void aBodyThatStopsHalfWayDoesNotHoldItsConnectionForEver() throws Exception {
    try (var pair =
            EmbeddedPair.start(Map.of("POKEAPI_URL", "sample", "HTTP_IDLE_TIMEOUT_MS", "1000"));
        var socket = new Socket(InetAddress.getLoopbackAddress(), pair.url().getPort())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              ("POST /v1/batches HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
                      + "Content-Length: 100\r\n\r\n{\"requests\":")
                  .getBytes(StandardCharsets.UTF_8));

      assertThat(socket.getInputStream().read()).as("the end of the stream").isEqualTo(-1);
    }
  }
}
