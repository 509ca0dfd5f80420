package dev.pokebatch.gateway.testing;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** An HTTP client for jobs, like a user's program. */
public final class JobClient {

  private final Client client;

  /** A client of the gateway there. */
  public JobClient(URI url) {
    this.client = new Client(url);
  }

  /** Submits a batch as a job. */
  public HttpResponse<String> submit(JsonObject batch, Map<String, String> headers) {
    var all = new HashMap<String, String>(headers);
    all.putIfAbsent("Prefer", "respond-async");
    return post(batch, all);
  }

  /** Posts a batch. */
  public HttpResponse<String> post(JsonObject batch, Map<String, String> headers) {
    return client.send(client.batchRequest(batch, headers), BodyHandlers.ofString());
  }

  /** Submits a batch as a job, and returns the job's path. */
  public String submitted(JsonObject batch) {
    var accepted = submit(batch, Map.of());
    return accepted
        .headers()
        .firstValue("Location")
        .orElseThrow(() -> new AssertionError(accepted.body()));
  }

  /** Submits a batch as a job, without waiting for the response. */
  public CompletableFuture<HttpResponse<String>> submitAsync(JsonObject batch) {
    return client.sendAsync(client.batchRequest(batch, Map.of("Prefer", "respond-async")));
  }

  /** Gets something as NDJSON. */
  public List<JsonObject> lines(String path) {
    var answer = send("GET", path, Map.of("Accept", "application/x-ndjson"));
    return answer.body().lines().map(JsonObject::new).toList();
  }

  /** Sends a request without a body. */
  public HttpResponse<String> send(String method, String path, Map<String, String> headers) {
    return client.send(client.request(method, path, headers, new byte[0]), BodyHandlers.ofString());
  }

  /** Sends a batch with the method QUERY. */
  public HttpResponse<String> query(JsonObject batch, Map<String, String> headers) {
    var all = new HashMap<String, String>(headers);
    all.put("Content-Type", "application/json");
    var body = batch.toBuffer().getBytes();
    return client.send(client.request("QUERY", "/v1/batches", all, body), BodyHandlers.ofString());
  }

  /** Gets something as it comes over the wire. */
  public HttpResponse<byte[]> bytes(String path, Map<String, String> headers) {
    return client.send(
        client.request("GET", path, headers, new byte[0]), BodyHandlers.ofByteArray());
  }

  /** Gets something as JSON. */
  public JsonObject json(String path) {
    return new JsonObject(send("GET", path, Map.of("Accept", "application/json")).body());
  }

  /** A request that submits a batch as a job. */
  public HttpRequest request(JsonObject batch, Map<String, String> headers) {
    var all = new HashMap<String, String>(headers);
    all.putIfAbsent("Prefer", "respond-async");
    return client.batchRequest(batch, all);
  }

  /** A request without a body. */
  public HttpRequest request(String method, String path, Map<String, String> headers) {
    return client.request(method, path, headers, new byte[0]);
  }

  /** Sends a request and does not wait. */
  public CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest request) {
    return client.sendAsync(request);
  }

  /** Gets something as NDJSON, and does not wait. */
  public CompletableFuture<List<JsonObject>> linesAsync(String path) {
    var headers = Map.of("Accept", "application/x-ndjson");
    return client
        .sendAsync(client.request("GET", path, headers, new byte[0]))
        .thenApply(answer -> answer.body().lines().map(JsonObject::new).toList());
  }

  /** Gets something as NDJSON: the documents of it. */
  public List<JsonObject> items(String path) {
    return lines(path).stream().filter(line -> line.getString("type").equals("item")).toList();
  }

  /** A server-sent event. */
  public record Event(String name, String id, String data) {}

  /**
   * Waits for the end of a job's events.
   *
   * @param lastEventId the last that this client had; empty for none
   */
  public List<Event> events(String job, String lastEventId) {
    var headers = new HashMap<String, String>();
    headers.put("Accept", "text/event-stream");
    if (!lastEventId.isEmpty()) {
      headers.put("Last-Event-ID", lastEventId);
    }
    var body = send("GET", job + "/events", headers).body();
    return Pattern.compile("event: (.*)\nid: (.*)\ndata: (.*)\n\n")
        .matcher(body)
        .results()
        .map(event -> new Event(event.group(1), event.group(2), event.group(3)))
        .toList();
  }

  /** Waits until a job has so many documents. */
  public void awaitProgress(String path, int documents) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> json(path).getJsonObject("progress").getInteger("succeeded") >= documents);
  }

  /** Waits until a job has ended, and gives its status, or the problem of a request for it. */
  public JsonObject awaitEnd(String path) {
    var deadline = System.nanoTime() + 60_000_000_000L;
    while (System.nanoTime() < deadline) {
      var answer = send("GET", path, Map.of("Prefer", "wait=10"));
      var status = new JsonObject(answer.body());
      if (answer.statusCode() != 503 // a busy gateway asks to try again
          && !"queued".equals(status.getString("state"))
          && !"running".equals(status.getString("state"))
          && !"cancelling".equals(status.getString("state"))) {
        return status;
      }
    }
    throw new AssertionError("not ended in a minute: " + path);
  }
}
