package dev.pokebatch.gateway.testing;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A client that sends many lines as fast as the gateway reads them, and counts the results. */
public final class LineFlood implements AutoCloseable {

  private static final int AT_ONCE = 500;
  private static final int TAIL = 2_000;
  private static final long PATIENCE_S = 300;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = vertx.createHttpClient();
  private final Promise<HttpClientResponse> response = Promise.promise();
  private final Promise<String> ended = Promise.promise();
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicLong received = new AtomicLong();
  private final List<String> steps;
  private final int lines;
  private String tail = "";

  /**
   * @param steps are sent over and over, one a line
   * @param lines how many lines are sent
   */
  public LineFlood(List<String> steps, int lines) {
    this.steps = steps;
    this.lines = lines;
    response.future().onFailure(ended::tryFail);
  }

  /** Posts to a gateway, with that query; the lines go out, and come in, by themselves. */
  public void begin(URI url, String query) {
    http.request(HttpMethod.POST, url.getPort(), url.getHost(), "/v1/batches" + query)
        .onFailure(response::tryFail)
        .onSuccess(this::send);
  }

  /** How many lines could be sent up to now. */
  public int sent() {
    return sent.get();
  }

  /** How many lines have come up to now; fails where no more can come. */
  public long received() {
    if (ended.future().failed()) {
      throw new AssertionError(ended.future().cause());
    }
    return received.get();
  }

  /** Reads no more of the answer, which has begun. */
  public void stopReading() {
    EmbeddedPair.await(response.future()).pause();
  }

  /** Reads on. */
  public void readOn() {
    EmbeddedPair.await(response.future()).resume();
  }

  /** Waits for the end of the answer, and gives the last of it. */
  public String awaitTail() throws TimeoutException {
    return ended.future().await(PATIENCE_S, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    EmbeddedPair.await(vertx.close());
  }

  private void send(HttpClientRequest request) {
    request.setChunked(true).putHeader("Content-Type", "application/x-ndjson");
    request.response().onFailure(response::tryFail).onSuccess(this::read);
    request.exceptionHandler(ended::tryFail).drainHandler(drained -> sendMore(request));
    sendMore(request);
  }

  private void sendMore(HttpClientRequest request) {
    while (sent.get() < lines && !request.writeQueueFull()) {
      var text = new StringBuilder();
      for (var i = 0; i < AT_ONCE && sent.get() < lines; i++) {
        text.append(steps.get(sent.getAndIncrement() % steps.size())).append('\n');
      }
      request.write(text.toString());
      if (sent.get() == lines) {
        request.end();
      }
    }
  }

  private void read(HttpClientResponse come) {
    come.exceptionHandler(ended::tryFail)
        .handler(this::count)
        .endHandler(end -> ended.complete(tail));
    response.complete(come);
  }

  private void count(Buffer bytes) {
    var ends = 0;
    for (var i = 0; i < bytes.length(); i++) {
      ends += bytes.getByte(i) == '\n' ? 1 : 0;
    }
    received.addAndGet(ends);
    var text = tail + bytes.getString(Math.max(0, bytes.length() - TAIL), bytes.length());
    tail = text.substring(Math.max(0, text.length() - TAIL));
  }
}
