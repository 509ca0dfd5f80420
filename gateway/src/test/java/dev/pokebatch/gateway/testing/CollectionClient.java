package dev.pokebatch.gateway.testing;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** An HTTP client for collections, like a user's program. */
public final class CollectionClient {

  private static final String PATH = "/v1/collections";

  private final Client client;

  /** A client of the gateway there. */
  public CollectionClient(URI url) {
    this.client = new Client(url);
  }

  /** Stores a body. */
  public HttpResponse<String> put(String name, String body, Map<String, String> headers) {
    return send(putting(name, body, headers));
  }

  /** Stores a body where nothing is stored, and gives its entity tag. */
  public String stored(String name, String body) {
    var answer = put(name, body, Map.of("If-None-Match", "*"));
    return answer.headers().firstValue("ETag").orElseThrow(() -> new AssertionError(answer.body()));
  }

  /** Sends as many requests to store something, all at once, and gives their answers' statuses. */
  public List<Integer> putAtOnce(
      int times, String name, IntFunction<String> body, Map<String, String> headers) {
    var answers =
        IntStream.range(0, times)
            .mapToObj(i -> client.sendAsync(putting(name, body.apply(i), headers)))
            .toList();
    return answers.stream().map(CompletableFuture::join).map(HttpResponse::statusCode).toList();
  }

  /** Gets what is stored. */
  public HttpResponse<String> get(String name, Map<String, String> headers) {
    return send("GET", "/" + name, headers);
  }

  /** Deletes what is stored. */
  public HttpResponse<String> delete(String name, Map<String, String> headers) {
    return send("DELETE", "/" + name, headers);
  }

  /** Runs what is stored. */
  public HttpResponse<String> run(String name, Map<String, String> headers) {
    return send("POST", "/" + name + "/runs", headers);
  }

  /** A page of the list. */
  public JsonObject list(String query) {
    return new JsonObject(send("GET", query, Map.of()).body());
  }

  /** Deletes all. */
  public void clear() {
    var page = list("?limit=100");
    page.getJsonArray("collections")
        .forEach(entry -> delete(((JsonObject) entry).getString("name"), Map.of()));
    if (page.containsKey("next")) {
      clear();
    }
  }

  /**
   * Sends a request without a body.
   *
   * @param target what comes after {@code /v1/collections}
   */
  public HttpResponse<String> send(String method, String target, Map<String, String> headers) {
    return send(client.request(method, PATH + target, headers, new byte[0]));
  }

  private HttpRequest putting(String name, String body, Map<String, String> headers) {
    var all = new HashMap<>(headers);
    all.putIfAbsent("Content-Type", "application/json");
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    return client.request("PUT", PATH + "/" + name, all, bytes);
  }

  private HttpResponse<String> send(HttpRequest request) {
    return client.send(request, BodyHandlers.ofString());
  }
}
