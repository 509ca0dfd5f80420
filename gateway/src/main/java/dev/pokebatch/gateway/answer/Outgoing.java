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
  private final boolean compressed;
  private @Nullable Gzip gzip;

  /**
   * @param compressed whether they are compressed
   */
  Outgoing(HttpServerResponse response, boolean compressed) {
    this.response = response;
    this.compressed = compressed;
  }

  void write(Buffer bytes) {
    var coder = coder();
    response.write(coder == null ? bytes : coder.compress(bytes));
  }

  /** Ends it; if nothing was written before, with its length. */
  void end(Buffer last) {
    var coder = coder();
    response.end(coder == null ? last : coder.compress(last).appendBuffer(coder.end()));
  }

  /** Ends what was begun. */
  void end() {
    var coder = gzip;
    if (coder == null) {
      response.end();
    } else {
      response.end(coder.end());
    }
  }

  /** Nothing more leaves: gives back what the coder has outside of the heap. */
  void abandon() {
    if (gzip != null) {
      gzip.end();
    }
  }

  /**
   * Null where nothing is compressed. Not made before there is anything to be: what failed before
   * that is answered as it is.
   */
  private @Nullable Gzip coder() {
    if (compressed && gzip == null) {
      gzip = new Gzip();
      response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    return gzip;
  }
}
