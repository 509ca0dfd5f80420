package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.Sample;
import dev.pokebatch.gateway.testing.ScriptedUpstream;
import dev.pokebatch.sample.SampleConfig;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How answers are sent: line by line or as a whole, in order, and to clients that disconnect. */
class StreamingTest {

  private static final JsonObject DOCUMENT = new JsonObject().put("id", 1).put("name", "x");

  @Test
  void theFirstLineLeavesBeforeTheSecondDocumentHasArrived() {
    try (var upstream = new ScriptedUpstream();
        var pair = EmbeddedPair.start(Map.of("POKEAPI_URL", upstream.url()))) {
      upstream.play(
          new JsonObject()
              .put("pokemon/1", new JsonObject().put("body", DOCUMENT))
              .put("pokemon/2", new JsonObject().put("never", true)));
      var client = new Client(pair.url());
      var request =
          client.batchRequest(
              batch("pokemon/1", "pokemon/2").put("deadlineMs", 30_000),
              Map.of("Accept", "application/x-ndjson"));

      try (var lines = client.send(request, BodyHandlers.ofLines()).body()) {
        var first = firstItem(lines);

        assertThat(first.getString("id")).isEqualTo("0");
        assertThat(first.getJsonObject("item").getJsonObject("body")).isEqualTo(DOCUMENT);
      }
    }
  }

  /** After a second of waiting, progress comes before it. */
  private static JsonObject firstItem(Stream<String> lines) {
    return lines
        .map(JsonObject::new)
        .filter(line -> line.getString("type").equals("item"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void linesComeInRequestOrderForAClientThatAsksForThat() {
    try (var upstream = new ScriptedUpstream();
        var pair = EmbeddedPair.start(Map.of("POKEAPI_URL", upstream.url()))) {
      upstream.play(
          new JsonObject()
              .put("pokemon/1", new JsonObject().put("body", DOCUMENT).put("afterMs", 2_000))
              .put("pokemon/2", new JsonObject().put("body", DOCUMENT))
              .put("pokemon/3", new JsonObject().put("body", DOCUMENT).put("afterMs", 100)));
      var client = new Client(pair.url());
      var batch =
          new JsonObject()
              .put(
                  "requests",
                  new JsonArray()
                      .add("pokemon/1")
                      .add(new JsonObject().put("parallel", new JsonArray().add("pokemon/2..3")))
                      .add("pokemon/2"));

      assertThat(ids(client, batch, "")).startsWith("1.0").endsWith("0");
      assertThat(ids(client, batch, "?order=request")).containsExactly("0", "1.0", "1.0", "2");
    }
  }

  private static List<String> ids(Client client, JsonObject batch, String query) {
    var headers = Map.of("Content-Type", "application/json", "Accept", "application/x-ndjson");
    var request =
        client.request("POST", "/v1/batches" + query, headers, batch.toBuffer().getBytes());
    return client
        .send(request, BodyHandlers.ofString())
        .body()
        .lines()
        .map(JsonObject::new)
        .filter(line -> line.getString("type").equals("item"))
        .map(line -> line.getString("id"))
        .toList();
  }

  @Test
  void asServerSentEventsEachHasItsKindAndItsIdAndTheLastIsTheSummary() {
    try (var upstream = new ScriptedUpstream();
        var pair = EmbeddedPair.start(Map.of("POKEAPI_URL", upstream.url()))) {
      upstream.play(new JsonObject().put("pokemon/1", new JsonObject().put("body", DOCUMENT)));
      var client = new Client(pair.url());
      var accept = Map.of("Accept", "text/event-stream");
      var response =
          client.send(
              client.batchRequest(batch("pokemon/1", "pokemon/2"), accept),
              BodyHandlers.ofString());

      assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
      var events = response.body().split("\n\n");
      assertThat(events).hasSize(3);
      assertThat(events[0]).startsWith("event: item\nid: 1\ndata: {\"type\":\"item\",");
      assertThat(events[1]).startsWith("event: item\nid: 2\ndata: {\"type\":\"item\",");
      assertThat(events[2]).startsWith("event: summary\nid: end\ndata: {\"type\":\"summary\",");
      for (var event : events) {
        assertThat(new JsonObject(event.substring(event.indexOf("data: ") + 6))).isNotEmpty();
      }
      var again = Map.of("Accept", "text/event-stream", "Last-Event-ID", "end");
      var reconnected =
          client.send(client.batchRequest(batch("pokemon/1"), again), BodyHandlers.ofString());
      assertThat(reconnected.statusCode()).isEqualTo(204);
    }
  }

  @Test
  void aLongBatchTellsOfItsProgressBetweenItsLines() {
    try (var upstream = new ScriptedUpstream();
        var pair = EmbeddedPair.start(Map.of("POKEAPI_URL", upstream.url()))) {
      upstream.play(
          new JsonObject()
              .put("pokemon/1", new JsonObject().put("body", DOCUMENT))
              .put("pokemon/2", new JsonObject().put("body", DOCUMENT).put("afterMs", 1_500)));
      var client = new Client(pair.url());
      var request =
          client.batchRequest(
              batch("pokemon/1", "pokemon/2"), Map.of("Accept", "application/x-ndjson"));
      var types =
          client
              .send(request, BodyHandlers.ofString())
              .body()
              .lines()
              .map(line -> new JsonObject(line).getString("type"))
              .toList();

      assertThat(types).startsWith("item", "progress").endsWith("item", "summary");
    }
  }

  @Test
  void aSmallAnswerIsSentWholeAndALargeOneInPiecesWithTrailers() {
    try (var sample = new Sample(SampleConfig.defaults().withLatencyMs(0));
        var pair = EmbeddedPair.start(Map.of("POKEAPI_URL", sample.url()))) {
      var client = new Client(pair.url());
      var small = client.post(batch("pokemon/1"), BodyHandlers.ofString());
      var large = raw(pair, batch("pokemon/1..60"));

      assertThat(small.headers().firstValue("Content-Length")).isPresent();
      assertThat(small.headers().firstValue("Batch-Complete")).hasValue("?1");
      assertThat(small.headers().firstValue("Server-Timing").orElse(""))
          .contains("batch;dur=", "queued;dur=", "first_byte;dur=", "cut;dur=");
      assertThat(large.headers).doesNotContainKey("content-length");
      assertThat(large.headers).containsEntry("trailer", "Batch-Complete, Server-Timing");
      assertThat(large.trailers).containsEntry("batch-complete", "?1").containsKey("server-timing");
      assertThat(ids(large.body.toJsonObject()))
          .isEqualTo(IntStream.rangeClosed(1, 60).boxed().toList());
    }
  }

  @Test
  void aClientThatDoesNotAskForTrailersGetsNone() throws IOException {
    try (var sample = new Sample(SampleConfig.defaults().withLatencyMs(0));
        var pair = EmbeddedPair.start(Map.of("POKEAPI_URL", sample.url()));
        var socket = new Socket(InetAddress.getLoopbackAddress(), pair.url().getPort())) {
      var body = batch("pokemon/1..60").encode();
      var head =
          "POST /v1/batches HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
              + "Content-Type: application/json\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n";
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer.endsWith("\r\n0\r\n\r\n")).as("the last chunk ends the answer").isTrue();
      assertThat(answer.toLowerCase(Locale.ROOT).contains("\r\ntrailer:")).isFalse();
    }
  }

  @Test
  void aClientThatGoesAwayCancelsTheLinksThatAreFollowedForIt() {
    var script =
        new JsonObject()
            .put(
                "pokemon/1",
                new JsonObject()
                    .put(
                        "body",
                        new JsonObject()
                            .put("species", "/api/v2/pokemon-species/1/")
                            .put("form", "/api/v2/pokemon-form/1/")))
            .put("pokemon-species/1", new JsonObject().put("never", true))
            .put("pokemon-form/1", new JsonObject().put("never", true));
    try (var upstream = new ScriptedUpstream();
        var pair = EmbeddedPair.start(Map.of("POKEAPI_URL", upstream.url()))) {
      upstream.play(script);
      var http = pair.vertx().createHttpClient();
      var request =
          EmbeddedPair.await(
              http.request(HttpMethod.POST, pair.url().getPort(), "127.0.0.1", "/v1/batches"));
      request.putHeader("content-type", "application/json");
      var expand = new JsonArray().add("species").add("form");
      request.send(batch("pokemon/1").put("expand", expand).toBuffer());
      await().until(() -> upstream.requests().size() == 3);

      request.connection().close();

      await().until(() -> upstream.abandoned() == 2);
    }
  }

  @Test
  void aClientThatGoesAwayCancelsWhatOnlyItWaitedFor() {
    try (var sample = new Sample(SampleConfig.defaults().withLatencyMs(20_000));
        var pair = EmbeddedPair.start(Map.of("POKEAPI_URL", sample.url()))) {
      var http = pair.vertx().createHttpClient();
      var request =
          EmbeddedPair.await(
              http.request(HttpMethod.POST, pair.url().getPort(), "127.0.0.1", "/v1/batches"));
      request.putHeader("content-type", "application/json");
      request.send(batch("pokemon/1..10").put("deadlineMs", 60_000).toBuffer());
      await().until(() -> sample.stats().inFlight() == 10);

      request.connection().close();

      await().until(() -> sample.stats().cancelled() == 10);
      assertThat(sample.stats().requests()).isEqualTo(10);
    }
  }

  @Test
  void whatOthersWaitForTooIsNotCancelledWithTheClientThatLeft() {
    try (var upstream = new ScriptedUpstream();
        var pair =
            EmbeddedPair.start(Map.of("POKEAPI_URL", upstream.url(), "FETCHER_INSTANCES", "1"))) {
      var slow = new JsonObject().put("body", DOCUMENT).put("afterMs", 1_000);
      upstream.play(new JsonObject().put("pokemon/1", slow).put("pokemon/2", slow));
      var client = new Client(pair.url());
      var leaves = client.postAsync(batch("pokemon/1"));
      await().until(() -> upstream.requests().size() == 1);
      var stays = client.postAsync(batch("pokemon/1", "pokemon/2"));
      await().until(() -> upstream.requests().size() == 2); // so the first is waited for by now
      leaves.cancel(true);

      var answer = new JsonObject(stays.orTimeout(10, TimeUnit.SECONDS).join().body());
      assertThat(answer.getBoolean("complete")).isTrue();
      assertThat(upstream.requests()).containsExactlyInAnyOrder("pokemon/1", "pokemon/2");
    }
  }

  /** With trailers, which the JDK's client does not show. */
  private static Raw raw(EmbeddedPair pair, JsonObject batch) {
    var http = pair.vertx().createHttpClient();
    return EmbeddedPair.await(
        http.request(HttpMethod.POST, pair.url().getPort(), "127.0.0.1", "/v1/batches")
            .compose(request -> read(request, batch))
            .eventually(http::close));
  }

  /** On the event loop: a body that arrives before anybody reads it is lost. */
  private static Future<Raw> read(HttpClientRequest request, JsonObject batch) {
    return request
        .putHeader("content-type", "application/json")
        .putHeader("te", "trailers")
        .send(batch.toBuffer())
        .compose(
            response ->
                response
                    .body()
                    .map(body -> new Raw(map(response.headers()), body, map(response.trailers()))));
  }

  private static Map<String, String> map(MultiMap headers) {
    var map = new HashMap<String, String>();
    headers.forEach((name, value) -> map.put(name.toLowerCase(Locale.ROOT), value));
    return map;
  }

  private static List<Integer> ids(JsonObject answer) {
    return answer.getJsonArray("responses").getJsonObject(0).getJsonArray("items").stream()
        .map(item -> ((JsonObject) item).getJsonObject("body").getInteger("id"))
        .toList();
  }

  private static JsonObject batch(String... gets) {
    return new JsonObject().put("requests", new JsonArray(List.of(gets)));
  }

  private record Raw(Map<String, String> headers, Buffer body, Map<String, String> trailers) {}
}
