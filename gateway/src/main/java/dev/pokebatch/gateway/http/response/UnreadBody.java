package dev.pokebatch.gateway.http.response;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * What a client still sends of a body that nobody wants, while it gets its answer: it is read on
 * for a while, for a client that is cut off while it sends may never see its answer; but neither
 * for long nor much of it, as a body can be endless.
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

  /**
   * Reads on where there is anything to read, and ends the connection where that takes too long.
   */
  static void dropThenClose(Vertx vertx, HttpServerRequest request) {
    if (request.isEnded() || !mayHaveBody(request)) {
      return;
    }
    var body = new UnreadBody(vertx, request);
    var timer = vertx.setTimer(LONGEST_MS, late -> body.close());
    request
        .handler(body::drop)
        .endHandler(
            end -> {
              vertx.cancelTimer(timer);
              body.ended();
            });
    if (!body.isOneOfMany()) {
      request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
  }

  private static boolean mayHaveBody(HttpServerRequest request) {
    return request.version() == HttpVersion.HTTP_2
        || request.getHeader(HttpHeaders.CONTENT_LENGTH) != null
        || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
  }

  private void drop(Buffer bytes) {
    left -= bytes.length();
    if (left < 0) {
      left = Long.MAX_VALUE;
      close();
    }
  }

  /** A connection of which its client was told that it ends, ends. */
  private void ended() {
    if (!isOneOfMany()) {
      request.connection().close(); // after what has been written
    }
  }

  private void close() {
    if (isOneOfMany()) {
      // Not before the answer, which waits for the end of what is being read.
      vertx.runOnContext(soon -> request.response().reset(NO_ERROR));
    } else {
      request.connection().close();
    }
  }

  /** Whether others share its connection. */
  private boolean isOneOfMany() {
    return request.version() == HttpVersion.HTTP_2;
  }
}
