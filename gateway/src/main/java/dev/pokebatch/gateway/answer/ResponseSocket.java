package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.memory.BatchMemory;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of a response: compresses bytes if the client accepts that (RFC 9110, section
 * 8.4.1.3), counts those that the socket has not taken yet, and releases their memory when it has.
 * Confined to one event loop.
 */
final class ResponseSocket {

  /** In bytes: the most that may wait in the socket's queue before more is written. */
  private static final long WINDOW = 64 << 10;

  private final HttpServerResponse response;
  private final boolean compressed;
  private final BatchMemory memory;
  private final Runnable whenTaken;
  private @Nullable StreamingGzip gzip;
  private long queued;
  private long taken;

  /**
   * @param compressed whether to send the bytes compressed
   * @param memory releases bytes when the socket has taken them
   * @param whenTaken called each time the socket has taken bytes
   */
  ResponseSocket(
      HttpServerResponse response, boolean compressed, BatchMemory memory, Runnable whenTaken) {
    this.response = response;
    this.compressed = compressed;
    this.memory = memory;
    this.whenTaken = whenTaken;
  }

  /** Whether the bytes are compressed, so that their final length is not known beforehand. */
  boolean isCompressed() {
    return compressed;
  }

  /**
   * Whether more may be written. The write queue of an HTTP connection reports too late that it is
   * full, so the bytes in it are counted here.
   */
  boolean hasRoom() {
    return queued < WINDOW && !response.writeQueueFull();
  }

  /** Returns how many bytes the socket has taken so far, after compression. */
  long taken() {
    return taken;
  }

  /** Writes bytes whose memory is held; it is released when the socket has taken them. */
  void send(Buffer bytes) {
    var encoder = encoder();
    var encoded = encoder == null ? bytes : encoder.compress(bytes);
    queued += encoded.length();
    response.write(encoded).onComplete(done -> taken(encoded.length(), bytes.length()));
  }

  private void taken(int bytes, int released) {
    queued -= bytes;
    taken += bytes;
    memory.release(released);
    whenTaken.run();
  }

  /** Writes the last bytes and ends the response. */
  void end(Buffer last) {
    var encoder = encoder();
    var bytes = last;
    if (encoder != null) {
      bytes =
          last.length() == 0 ? encoder.end() : encoder.compress(last).appendBuffer(encoder.end());
    }
    if (bytes.length() == 0) {
      response.end();
    } else {
      response.end(bytes);
    }
  }

  /** Frees the encoder's memory, which is outside the heap; nothing more is written. */
  void abandon() {
    if (gzip != null) {
      gzip.end();
    }
  }

  /**
   * Returns the encoder, or null if the bytes are not compressed. It is created with the first
   * bytes, so that a problem that is answered instead of them is not compressed.
   */
  private @Nullable StreamingGzip encoder() {
    if (compressed && gzip == null) {
      gzip = new StreamingGzip();
      response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    return gzip;
  }
}
