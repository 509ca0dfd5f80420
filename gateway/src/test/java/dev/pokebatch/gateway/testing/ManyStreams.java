package dev.pokebatch.gateway.testing;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One client with many NDJSON requests, each of which sends as many steps as the gateway takes, and
 * never ends.
 */
public final class ManyStreams implements AutoCloseable {

  private static final int AT_ONCE = 20;

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger next = new AtomicInteger(1);
  private final AtomicLong received = new AtomicLong();
  private final URI url;
  private final String steps;
  private final String from;
  private final HttpClient http;
  private volatile boolean closed;

  /**
   * Opens nothing yet.
   *
   * @param from the address that it has for the gateway, which must trust its {@code
   *     X-Forwarded-For}
   * @param steps the beginning of every step; a number follows, which is never the same
   */
  public ManyStreams(URI url, String from, String steps) {
    this.url = url;
    this.from = from;
    this.steps = steps;
    this.http = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(10_000));
  }

  /** Opens requests with this query. */
  public void open(int count, String query) {
    for (var i = 0; i < count; i++) {
      http.request(HttpMethod.POST, url.getPort(), url.getHost(), "/v1/batches" + query)
          .onSuccess(this::send);
    }
  }

  /** How many lines of answers have come. */
  public long received() {
    return received.get();
  }

  private void send(HttpClientRequest request) {
    request
        .setChunked(true)
        .putHeader("Content-Type", "application/x-ndjson")
        .putHeader("X-Forwarded-For", from);
    request.response().onSuccess(answer -> answer.handler(this::count)).onFailure(ended -> {});
    request.exceptionHandler(ended -> {});
    sendMore(request);
  }

  private void count(Buffer bytes) {
    for (var i = 0; i < bytes.length(); i++) {
      if (bytes.getByte(i) == '\n') {
        received.incrementAndGet();
      }
    }
  }

  private void sendMore(HttpClientRequest request) {
    if (closed) {
      return;
    }
    var lines = new StringBuilder();
    for (var i = 0; i < AT_ONCE; i++) {
      lines.append('"').append(steps).append(next.getAndIncrement()).append("\"\n");
    }
    request.write(lines.toString()).onSuccess(taken -> sendWhenDrained(request));
  }

  private void sendWhenDrained(HttpClientRequest request) {
    if (request.writeQueueFull()) {
      request.drainHandler(drained -> sendMore(request));
    } else {
      vertx.runOnContext(soon -> sendMore(request));
    }
  }

  /** Sends no more and disconnects; does not wait until that is done. */
  @Override
  public void close() {
    closed = true;
    vertx.close().onFailure(failed -> {});
  }
}
