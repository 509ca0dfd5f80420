package dev.pokebatch.gateway.testing;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A client that posts a great many lines, as fast as they are taken, and counts what comes. */
public final class LineFlood implements AutoCloseable {

  private static final int AT_ONCE = 500;
  private static final int TAIL = 2_000;
  private static final long PATIENCE_S = 120;

  private final Vertx vertx = Vertx.vertx();
  private final Promise<Counted> counted = Promise.promise();
  private final List<String> steps;
  private final int lines;
  private final long restMs;
  private int sent;
  private long received;
  private long rests;
  private String tail = "";

  /**
   * @param steps are sent over and over, one a line
   * @param lines how many lines are sent
   * @param restMs for how long it reads nothing, time and again; 0 for never
   */
  public LineFlood(List<String> steps, int lines, long restMs) {
    this.steps = steps;
    this.lines = lines;
    this.restMs = restMs;
  }

  /** Posts to a gateway, with that query, and waits for the end of the answer. */
  public Counted post(URI url, String query) throws TimeoutException {
    var http = vertx.createHttpClient();
    http.request(HttpMethod.POST, url.getPort(), url.getHost(), "/v1/batches" + query)
        .onFailure(counted::tryFail)
        .onSuccess(this::send);
    return counted.future().await(PATIENCE_S, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    EmbeddedPair.await(vertx.close());
  }

  private void send(HttpClientRequest request) {
    request.setChunked(true).putHeader("Content-Type", "application/x-ndjson");
    request.response().onFailure(counted::tryFail).onSuccess(this::read);
    request.exceptionHandler(counted::tryFail).drainHandler(drained -> sendMore(request));
    sendMore(request);
  }

  private void sendMore(HttpClientRequest request) {
    while (sent < lines && !request.writeQueueFull()) {
      var text = new StringBuilder();
      for (var i = 0; i < AT_ONCE && sent < lines; i++) {
        text.append(steps.get(sent++ % steps.size())).append('\n');
      }
      request.write(text.toString());
      if (sent == lines) {
        request.end();
      }
    }
  }

  private void read(HttpClientResponse response) {
    response
        .exceptionHandler(counted::tryFail)
        .handler(bytes -> count(response, bytes))
        .endHandler(end -> counted.complete(new Counted(received, tail)));
  }

  private void count(HttpClientResponse response, Buffer bytes) {
    for (var i = 0; i < bytes.length(); i++) {
      received += bytes.getByte(i) == '\n' ? 1 : 0;
    }
    var text = tail + bytes.getString(Math.max(0, bytes.length() - TAIL), bytes.length());
    tail = text.substring(Math.max(0, text.length() - TAIL));
    if (restMs > 0 && received > (rests + 1) * lines / 4) {
      rests++;
      response.pause();
      vertx.setTimer(restMs, id -> response.resume());
    }
  }

  /**
   * What came.
   *
   * @param lines how many lines
   * @param tail the end of it
   */
  public record Counted(long lines, String tail) {}
}
