package dev.pokebatch.gateway.kubernetes;

import dev.pokebatch.gateway.testing.Client;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A client that keeps its connections, and tries again where an answer says when. */
final class RetryingClient {

  private static final int TRIES = 30;

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Client requests;
  private final AtomicInteger refusals = new AtomicInteger();
  private final AtomicInteger cuts = new AtomicInteger();
  private volatile boolean cutsHappen;

  RetryingClient(URI url) {
    requests = new Client(url);
  }

  /** From now on a connection may break, and what was asked for there is asked for again. */
  void tolerateCuts() {
    cutsHappen = true;
  }

  /** How many connections broke. */
  int cuts() {
    return cuts.get();
  }

  HttpResponse<String> post(JsonObject batch, Map<String, String> headers) throws Exception {
    return send(requests.batchRequest(batch, headers));
  }

  HttpResponse<String> get(String path, Map<String, String> headers) throws Exception {
    return send(requests.request("GET", path, headers, new byte[0]));
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    for (var tries = 0; tries < TRIES; tries++) {
      try {
        var response = http.send(request, BodyHandlers.ofString());
        var later = response.headers().firstValueAsLong("Retry-After");
        if (response.statusCode() < 500) {
          return response;
        }
        if (response.statusCode() != 503 || later.isEmpty()) {
          throw new AssertionError(response.statusCode() + " " + response.body());
        }
        refusals.incrementAndGet();
        TimeUnit.SECONDS.sleep(later.getAsLong());
      } catch (IOException cut) {
        cuts.incrementAndGet();
        if (!cutsHappen) {
          throw cut;
        }
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
    throw new AssertionError("no answer in " + TRIES + " tries: " + request.uri());
  }

  @Override
  public String toString() {
    return refusals + " refused for a moment, " + cuts + " connections broke";
  }
}
