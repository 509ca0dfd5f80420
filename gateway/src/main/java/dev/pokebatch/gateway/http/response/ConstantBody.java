package dev.pokebatch.gateway.http.response;

import dev.pokebatch.gateway.coding.WholeGzip;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A body that is the same for every client. It is compressed once, when the first client asks for
 * that. Thread-safe.
 */
public final class ConstantBody {

  private final Buffer plain;
  private @Nullable Buffer gzip;

  /** The body must not be changed afterwards. */
  public ConstantBody(Buffer plain) {
    this.plain = plain;
  }

  /** Returns its bytes. */
  public Buffer plain() {
    return plain;
  }

  /** Returns its bytes, compressed. */
  synchronized Buffer gzip() {
    var compressed = gzip;
    if (compressed == null) {
      compressed = WholeGzip.compressNow(plain);
      gzip = compressed;
    }
    return compressed;
  }
}
