package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.coding.AcceptEncoding;
import dev.pokebatch.gateway.coding.StreamingGzip;
import dev.pokebatch.gateway.memory.BatchMemory;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of a response: compresses bytes if the client accepts that (RFC 9110, section
 * 8.4.1.3), counts those that the socket has not taken yet, and releases their memory when it has.
 * Compresses on the event loop, because that takes less than handing the bytes to another thread,
 * and a bounded number of bytes in each turn. Confined to one event loop.
 */
final class ResponseSocket {

  /** In bytes: the most that may wait in the socket's queue before more is written. */
  private static final long WINDOW = 64 << 10;

  /** In bytes: once so many were compressed, the next ones wait for the next turn. */
  private static final int TURN = 32 << 10;

  private final Vertx vertx;
  private final HttpServerResponse response;
  private final boolean gzipAccepted;
  private final BatchMemory memory;
  private final Runnable whenTaken;
  private @Nullable StreamingGzip gzip;
  private boolean begun;
  private int compressedInTurn;
  private long queued;
  private long taken;

  /**
   * @param to the response, and whether its client accepts compressed bytes
   * @param memory releases bytes when the socket has taken them
   * @param whenTaken called each time more may be written
   */
  ResponseSocket(Vertx vertx, ClientResponse to, BatchMemory memory, Runnable whenTaken) {
    this.vertx = vertx;
    this.response = to.response();
    this.gzipAccepted = to.gzipAccepted();
    this.memory = memory;
    this.whenTaken = whenTaken;
  }

  /**
   * Decides whether a body is compressed; called before its first bytes. Those of a problem that is
   * answered instead are not affected. Where memory is short, nothing is compressed.
   *
   * @param length the body's length in bytes; {@link Long#MAX_VALUE} if it is unknown
   * @return whether it is compressed, so that its final length is not known beforehand
   */
  boolean begin(long length) {
    begun = true;
    if (gzipAccepted && length >= AcceptEncoding.SHORTEST && !memory.isShort()) {
      memory.hold(StreamingGzip.MEMORY_BYTES);
      gzip = new StreamingGzip();
      response.putHeader(HttpHeaders.CONTENT_ENCODING, AcceptEncoding.GZIP);
    }
    return gzip != null;
  }

  /**
   * Whether more may be written. The write queue of an HTTP connection reports too late that it is
   * full, so the bytes in it are counted here.
   */
  boolean hasRoom() {
    return queued < WINDOW && compressedInTurn < TURN && !response.writeQueueFull();
  }

  /** Returns how many bytes the socket has taken so far, after compression. */
  long taken() {
    return taken;
  }

  /** Writes bytes whose memory is held; it is released when the socket has taken them. */
  void send(Buffer bytes) {
    if (!begun) {
      begin(Long.MAX_VALUE);
    }
    var encoded = gzip == null ? bytes : compressed(gzip, bytes);
    queued += encoded.length();
    memory.send(bytes.length());
    response.write(encoded).onComplete(done -> taken(encoded.length(), bytes.length()));
  }

  private Buffer compressed(StreamingGzip encoder, Buffer bytes) {
    if (compressedInTurn == 0) {
      vertx.runOnContext(
          nextTurn -> {
            compressedInTurn = 0;
            whenTaken.run();
          });
    }
    compressedInTurn += bytes.length();
    return encoder.compress(bytes);
  }

  private void taken(int bytes, int released) {
    queued -= bytes;
    taken += bytes;
    memory.sent(released);
    whenTaken.run();
  }

  /** Writes the last bytes, whose memory is held, and ends the response. */
  void end(Buffer last) {
    if (!begun) {
      begin(last.length());
    }
    var bytes = gzip == null ? last : gzip.end(last);
    free();
    if (bytes.length() == 0) {
      response.end();
    } else {
      memory.send(last.length());
      response.end(bytes).onComplete(done -> memory.sent(last.length()));
    }
  }

  /** Frees the encoder's memory; nothing more is written. */
  void abandon() {
    if (gzip != null) {
      gzip.close();
      free();
    }
  }

  private void free() {
    if (gzip != null) {
      gzip = null;
      memory.release(StreamingGzip.MEMORY_BYTES);
    }
  }
}
