package dev.pokebatch.gateway.testing;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * An upstream behind a gate: it answers as many requests as the test allows, and holds the others
 * until the test opens the gate. Each resource has documents of any id, and a list of three.
 */
public final class GatedUpstream implements AutoCloseable {

  /** How long each list is. */
  public static final int LISTED = 3;

  private final Vertx vertx = Vertx.vertx();
  private final int port;
  private final List<HttpServerRequest> held = new ArrayList<>();
  private int left;
  private int arrived;
  private int inFlight;
  private int mostInFlight;

  /** Starts it on loopback, with the gate closed. */
  public GatedUpstream() {
    var server = vertx.createHttpServer().requestHandler(this::arrived).listen(0, "127.0.0.1");
    port = EmbeddedPair.await(server).actualPort();
  }

  /** Its base URL. */
  public String url() {
    return "http://127.0.0.1:" + port + "/api/v2";
  }

  /** Answers so many requests from now on, those that are held first; then the gate is closed. */
  public synchronized void letThrough(int requests) {
    left = requests;
    arrived = 0;
    mostInFlight = 0;
    while (left > 0 && !held.isEmpty()) {
      left--;
      answer(held.remove(0));
    }
  }

  /** Answers every request. */
  public void open() {
    letThrough(Integer.MAX_VALUE);
  }

  /** How many requests have come since the gate was set. */
  public synchronized int arrived() {
    return arrived;
  }

  /** The most requests that had no answer at one moment since the gate was set. */
  public synchronized int mostInFlight() {
    return mostInFlight;
  }

  /** Waits until so many requests have come since the gate was set. */
  public void awaitArrived(int requests) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> arrived() >= requests);
  }

  private synchronized void arrived(HttpServerRequest request) {
    arrived++;
    inFlight++;
    mostInFlight = Math.max(mostInFlight, inFlight);
    request.response().closeHandler(closed -> gone(request));
    if (left > 0) {
      left--;
      answer(request);
    } else {
      held.add(request);
    }
  }

  private synchronized void gone(HttpServerRequest request) {
    if (held.remove(request)) {
      inFlight--;
    }
  }

  private void answer(HttpServerRequest request) {
    inFlight--;
    var body = request.query() == null ? document(request) : list(request);
    request
        .response()
        .putHeader("content-type", "application/json")
        .putHeader("cache-control", "no-store")
        .end(body.encode());
  }

  private static JsonObject document(HttpServerRequest request) {
    return new JsonObject()
        .put("id", request.path().replaceFirst("/$", "").replaceFirst(".*/", ""));
  }

  private static JsonObject list(HttpServerRequest request) {
    var results = new JsonArray();
    var resource = request.path().replaceFirst("/$", "");
    IntStream.rangeClosed(1, LISTED)
        .forEach(i -> results.add(new JsonObject().put("url", resource + "/" + i + "/")));
    return new JsonObject().put("count", LISTED).put("results", results);
  }

  @Override
  public void close() {
    EmbeddedPair.await(vertx.close());
  }
}
