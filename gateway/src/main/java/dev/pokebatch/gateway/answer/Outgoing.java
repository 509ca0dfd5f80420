package dev.pokebatch.gateway.answer;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an answer as they leave: as they are, or compressed (RFC 9110, section 8.4.1.3).
 * Confined to one event loop.
 */
final class Outgoing {

  private final HttpServerResponse response;
  private final @Nullable Gzip gzip;

  /**
   * @param compressed whether they are compressed
   */
  Outgoing(HttpServerResponse response, boolean compressed) {
    this.response = response;
    this.gzip = compressed ? new Gzip() : null;
  }

  void write(Buffer bytes) {
    tellCoding();
    response.write(gzip == null ? bytes : gzip.compress(bytes));
  }

  /** Ends it; if nothing was written before, with its length. */
  void end(Buffer last) {
    tellCoding();
    response.end(gzip == null ? last : gzip.compress(last).appendBuffer(gzip.end()));
  }

  /** Ends what was begun. */
  void end() {
    if (gzip == null) {
      response.end();
    } else {
      response.end(gzip.end());
    }
  }

  /**
   * Not before there is anything to be compressed: what failed before that is answered as it is.
   */
  private void tellCoding() {
    if (gzip != null && !response.headWritten()) {
      response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
  }
}
