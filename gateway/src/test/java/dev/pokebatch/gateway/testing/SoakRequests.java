package dev.pokebatch.gateway.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The requests of one client that takes all the memory that it can get, at random. */
public final class SoakRequests {

  /** The most requests of others during which this client does nothing. */
  private static final int PAUSE = 12;

  private static final String SHAPE =
      "id,hp:value($.stats[?@.stat.name=='hp'].base_stat),moves:$.moves[*].move.name,"
          + "versions:$.moves[*].version_group_details[*].version_group.name";

  private final URI gateway;
  private final int documents;
  private final Random random;
  private final Activity activity;
  private final Client client;
  private final List<SoakRequest> all =
      List.of(
          this::fullDocuments,
          this::strictAnswer,
          this::unreadAnswer,
          this::unreadAnswer,
          this::unreadStreams,
          this::bodyThatStops,
          this::streamWithoutSteps,
          this::tableOfManyColumns,
          this::tableByUrl,
          this::shapes,
          this::bareDocuments,
          this::query,
          this::spriteSheet,
          this::expansion,
          this::explanation,
          this::jobThatIsCancelled,
          this::references);

  /** A request, from the first byte sent until the client needs no more of it. */
  @FunctionalInterface
  private interface SoakRequest {
    void send() throws IOException, InterruptedException;
  }

  /**
   * @param documents how many the upstream has
   * @param random decides what is sent
   * @param activity of all clients
   */
  public SoakRequests(URI gateway, int documents, Random random, Activity activity) {
    this.gateway = gateway;
    this.documents = documents;
    this.random = random;
    this.activity = activity;
    this.client = new Client(gateway);
  }

  /** Sends one request after another until the clients are to end. */
  public void run() throws IOException, InterruptedException {
    while (!activity.isOver()) {
      all.get(random.nextInt(all.size())).send();
      activity.add();
    }
  }

  private void fullDocuments() {
    var count = 1 + random.nextInt(documents);
    var batch = batch("pokemon/1.." + count).put("concurrency", random.nextBoolean() ? 256 : 32);
    var type = random.nextBoolean() ? "application/json" : "application/x-ndjson";
    assertComplete(answer(batch, Map.of("Accept", type)), count);
  }

  private void strictAnswer() {
    var count = documents / 2 + random.nextInt(documents / 2);
    var headers = Map.of("Prefer", "handling=strict");
    assertComplete(answer(batch("pokemon/1.." + count), headers), count);
  }

  private void unreadAnswer() throws IOException, InterruptedException {
    var isPlain = random.nextBoolean();
    var headers = Map.of("Accept", anyType(), "Accept-Encoding", isPlain ? "identity" : "gzip");
    var batch = batch("pokemon/1.." + documents);
    try (var unread = CountedAnswer.unread(gateway, batch, headers)) {
      activity.pause(random, PAUSE);
      if (random.nextBoolean()) {
        unread.read();
      }
    }
  }

  /** Over HTTP/2, whose client lets no byte of a body through. */
  private void unreadStreams() throws InterruptedException {
    var path = "/v1/pokemon/1.." + documents + (random.nextBoolean() ? "" : "?format=ndjson");
    var headers = Map.of("accept-encoding", random.nextBoolean() ? "gzip" : "identity");
    try (var wire = new Http2Wire(gateway, "127.0.0.1")) {
      for (var streams = 1 + random.nextInt(20); streams > 0; streams--) {
        wire.request("GET", path, headers, true);
      }
      activity.pause(random, PAUSE);
    }
  }

  private void bodyThatStops() throws InterruptedException {
    try (var request = new RawRequest(gateway)) {
      request.send(RawRequest.head("POST", "/v1/batches", "Content-Length: 1048000\r\n"));
      request.send(" ".repeat(random.nextInt(1_000_000)));
      activity.pause(random, PAUSE);
    }
  }

  private void streamWithoutSteps() throws InterruptedException {
    var headers = "Content-Type: application/x-ndjson\r\nTransfer-Encoding: chunked\r\n";
    try (var request = new RawRequest(gateway)) {
      request.send(RawRequest.head("POST", "/v1/batches", headers));
      for (var i = random.nextInt(10); i > 0; i--) {
        request.send("1\r\n\n\r\n");
        activity.pause(random, 1);
      }
    }
  }

  private void tableOfManyColumns() {
    var columns = new StringBuilder("id");
    for (var i = 0; i < random.nextInt(400); i++) {
      columns.append(",moves.version_group_details.").append(i);
    }
    var batch = batch("pokemon/1..20").put("fields", columns.toString());
    assertThat(answer(batch, Map.of("Accept", "text/csv")).status()).isIn(200, 422, 503);
  }

  private void tableByUrl() {
    var extension = List.of("csv", "json", "ndjson").get(random.nextInt(3));
    get("/v1/pokemon/1.." + documents + "." + extension + "?fields=id,name,moves.move.name");
  }

  private void shapes() {
    var batch = batch("pokemon/1.." + documents).put("fields", SHAPE);
    assertServedOrRefused(answer(batch, Map.of("Accept", anyType())));
  }

  private void bareDocuments() {
    var batch = batch("pokemon/1.." + documents).put("envelope", "none");
    var type = random.nextBoolean() ? "application/json" : "application/x-ndjson";
    assertServedOrRefused(answer(batch, Map.of("Accept", type)));
  }

  private void query() {
    var body = batch("pokemon/1.." + documents).encode().getBytes(UTF_8);
    var headers = Map.of("Content-Type", "application/json");
    var answer = CountedAnswer.of(client.request("QUERY", "/v1/batches", headers, body));
    assertComplete(answer, documents);
  }

  private void spriteSheet() {
    get("/v1/pokemon/1.." + documents + "/sprites.png");
  }

  private void expansion() {
    var batch = batch("type/1..18").put("expand", new JsonArray().add("pokemon.pokemon"));
    assertServedOrRefused(answer(batch, Map.of()));
  }

  private void explanation() {
    var body = batch("pokemon/1.." + documents).encode().getBytes(UTF_8);
    var headers = Map.of("Content-Type", "application/json");
    var request = client.request("POST", "/v1/explain", headers, body);
    assertServedOrRefused(CountedAnswer.of(request));
  }

  private void jobThatIsCancelled() throws InterruptedException {
    var jobs = new JobClient(gateway);
    var steps = new JsonArray(Collections.nCopies(20, "pokemon/1.." + documents));
    var accepted = jobs.submit(new JsonObject().put("requests", steps), Map.of());
    assertThat(accepted.statusCode()).isIn(202, 503);
    if (accepted.statusCode() == 202) {
      var job = accepted.headers().firstValue("Location").orElseThrow();
      activity.pause(random, PAUSE);
      jobs.send("POST", job + "/cancel", Map.of());
      jobs.awaitEnd(job);
      jobs.events(job, "0"); // all of them again
      assertThat(jobs.send("DELETE", job, Map.of()).statusCode()).isEqualTo(204);
    }
  }

  private void references() {
    var batch = batch("pokemon/1.." + (1 + random.nextInt(30)));
    batch.getJsonArray("requests").getJsonObject(0).put("id", "a");
    for (var i = 0; i < 100; i++) {
      var path = "$..[?@.name=='x" + i + "']";
      batch.getJsonArray("requests").add(Map.of("get", Map.of("from", "a", "path", path)));
    }
    assertServedOrRefused(answer(batch, Map.of()));
  }

  private String anyType() {
    return List.of("application/json", "application/x-ndjson", "text/event-stream")
        .get(random.nextInt(3));
  }

  private void get(String path) {
    var answer = CountedAnswer.of(client.request("GET", path, Map.of(), new byte[0]));
    assertServedOrRefused(answer);
  }

  private static void assertServedOrRefused(CountedAnswer answer) {
    assertThat(answer.status()).isIn(200, 503);
  }

  private static void assertComplete(CountedAnswer answer, int documents) {
    if (answer.status() != 503) { // what is refused is refused as a whole
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.succeeded()).isEqualTo(documents);
      assertThat(answer.isComplete()).isTrue();
    }
  }

  private CountedAnswer answer(JsonObject batch, Map<String, String> headers) {
    return CountedAnswer.of(client.batchRequest(batch, headers));
  }

  private static JsonObject batch(String get) {
    var step = new JsonObject().put("get", get);
    return new JsonObject().put("requests", new JsonArray().add(step)).put("deadlineMs", 300_000);
  }
}
