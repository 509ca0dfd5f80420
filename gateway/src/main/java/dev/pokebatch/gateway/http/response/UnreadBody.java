package dev.pokebatch.gateway.http.response;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * The rest of a request body whose request has already been refused. It is read and discarded for a
 * while, because a client that is disconnected while it sends may never read its answer. Time and
 * bytes are bounded, because a body can be endless.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-9.6">RFC 9112, section 9.6</a>
 */
final class UnreadBody {

  private static final long LONGEST_MS = 2_000;
  private static final long MOST_BYTES = 1 << 20;
  private static final long NO_ERROR = 0;

  private final Vertx vertx;
  private final HttpServerRequest request;
  private long left = MOST_BYTES;

  private UnreadBody(Vertx vertx, HttpServerRequest request) {
    this.vertx = vertx;
    this.request = request;
  }

  /** Discards the rest of the body, and closes the connection if that takes too long. */
  static void drainThenClose(Vertx vertx, HttpServerRequest request) {
    if (request.isEnded() || !mayHaveBody(request)) {
      return;
    }
    var body = new UnreadBody(vertx, request);
    var timer = vertx.setTimer(LONGEST_MS, late -> body.close());
    request
        .handler(body::discard)
        .endHandler(
            end -> {
              vertx.cancelTimer(timer);
              body.ended();
            });
    if (!body.isMultiplexed()) {
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
  }

  private static boolean mayHaveBody(HttpServerRequest request) {
    return request.version() == HttpVersion.HTTP_2
        || request.getHeader(HttpHeaders.CONTENT_LENGTH) != null
        || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
  }

  private void discard(Buffer bytes) {
    left -= bytes.length();
    if (left < 0) {
      left = Long.MAX_VALUE;
      close();
    }
  }

  /** Closes an HTTP/1 connection, as its {@code Connection: close} has announced. */
  private void ended() {
    if (!isMultiplexed()) {
      request.connection().close(); // once everything written has been sent
    }
  }

  private void close() {
    if (isMultiplexed()) {
      // In a later turn: the answer is written at the end of the current one.
      vertx.runOnContext(soon -> request.response().reset(NO_ERROR));
    } else {
      request.connection().close();
    }
  }

  /** Whether other requests share its connection. */
  private boolean isMultiplexed() {
    return request.version() == HttpVersion.HTTP_2;
  }
}
