package dev.pokebatch.gateway.coding;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/**
 * Compresses a complete body, 32 KiB in each turn of the event loop, so that a long one does not
 * hold up other requests.
 */
public final class WholeGzip {

  private static final int PIECE = 32 << 10;

  private final Vertx vertx;
  private final Buffer body;
  private final StreamingGzip gzip = new StreamingGzip();
  private final Promise<Buffer> compressed = Promise.promise();
  private int at;

  private WholeGzip(Vertx vertx, Buffer body) {
    this.vertx = vertx;
    this.body = body;
  }

  /**
   * Returns how much memory the encoder of a body of this length occupies while other bodies may be
   * compressed, in bytes.
   */
  public static int encoderBytes(long length) {
    return length > PIECE ? StreamingGzip.MEMORY_BYTES : 0;
  }

  /** Returns the compressed body, at once if it is short. */
  public static Future<Buffer> compress(Vertx vertx, Buffer body) {
    var whole = new WholeGzip(vertx, body);
    whole.next();
    return whole.compressed.future();
  }

  /** Returns the compressed body at once; for bodies of which the server itself bounds the size. */
  public static Buffer compressNow(Buffer body) {
    return new StreamingGzip().end(body);
  }

  private void next() {
    var end = Math.min(body.length(), at + PIECE);
    var piece = body.slice(at, end);
    at = end;
    if (end == body.length()) {
      compressed.complete(gzip.end(piece));
    } else {
      gzip.add(piece);
      vertx.runOnContext(soon -> next());
    }
  }
}
