package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.memory.BatchMemory;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/**
 * Writes an answer's bytes at the pace at which the client reads them. Bytes that the client has
 * not read are counted in the batch's memory, and move to a temporary file when memory is short and
 * the client reads nothing. Confined to one event loop.
 */
final class ResponseWriter {

  /** If memory is short and the client reads nothing for so long, its bytes move to the disk. */
  private static final long STALLED_MS = 200;

  private final Vertx vertx;
  private final HttpServerResponse response;
  private final BatchMemory memory;
  private final Spool pending;
  private final ResponseSocket socket;
  private Runnable whenRoom = () -> {};
  private long length;
  private boolean held;
  private boolean ended;
  private boolean over;
  private boolean watched;

  /** Whether the source waits until more may be written. */
  private boolean blocked;

  private boolean waking;

  /**
   * @param to the response, and whether its client accepts compressed bytes
   * @param memory counts the bytes that the client has not read
   * @param pending holds the bytes that cannot be written yet
   */
  ResponseWriter(Vertx vertx, ClientResponse to, BatchMemory memory, Spool pending) {
    this.vertx = vertx;
    this.response = to.response();
    this.memory = memory;
    this.pending = pending;
    this.socket = new ResponseSocket(vertx, to, memory, this::taken);
  }

  /**
   * Begins.
   *
   * @param whenRoom called when the client has read what was pending
   * @param noRoom called when the disk is full, so that all pending bytes stay in memory
   */
  void begin(Runnable whenRoom, Runnable noRoom) {
    this.whenRoom = whenRoom;
    pending.listen(this::wake, () -> vertx.runOnContext(soon -> noRoom.run()), response::reset);
    response.drainHandler(now -> resume());
  }

  /** Writes nothing to the client until {@link #release} or {@link #endWhole} is called. */
  void hold() {
    held = true;
  }

  /** Writes to the client what was held back. */
  void release() {
    held = false;
    flush();
  }

  /** Moves pending bytes to the disk if memory is short. */
  void spillIfShort() {
    pending.spillIfShort();
  }

  /** Returns how many bytes have been written so far, before compression. */
  long length() {
    return length;
  }

  /** Whether the client has to read before more is written. */
  boolean isFull() {
    var full = !held && !(pending.isEmpty() && socket.hasRoom());
    blocked |= full;
    return full;
  }

  /** Whether some of the pending bytes are on the disk. */
  boolean isOnDisk() {
    return pending.isOnDisk();
  }

  /** Writes bytes to the client, or adds them to the pending ones if the client has to read. */
  void write(Buffer bytes) {
    length += bytes.length();
    if (over) {
      return;
    }
    if (bytes.length() <= Spool.PIECE && !held && !isFull()) {
      memory.hold(bytes.length());
      socket.send(bytes);
    } else {
      pending.add(bytes);
      flush();
    }
  }

  /** Writes these bytes and ends the response. */
  void end(Buffer last) {
    if (isFull() || last.length() > Spool.PIECE) {
      write(last);
      end();
    } else {
      length += last.length();
      memory.hold(last.length());
      endWith(last);
    }
  }

  /** Ends the response after the pending bytes. */
  void end() {
    ended = true;
    flush();
  }

  /**
   * Sends everything that was held back, with a {@code Content-Length} unless compressed: equal
   * answers would then have different lengths, because they contain times.
   */
  void endWhole() {
    held = false;
    beginWhole();
    var first = pending.next();
    if (first != null && pending.isEmpty()) {
      endWith(first);
      return;
    }
    if (first != null) {
      socket.send(first);
    }
    end();
  }

  /** Ends a response to {@code HEAD}, with the head that {@link #endWhole} would send. */
  void endHead() {
    beginWhole();
    abandon();
    response.end();
  }

  private void beginWhole() {
    if (socket.begin(length)) {
      response.setChunked(true);
    } else {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(length));
    }
  }

  /** Drops the pending bytes; nothing more is written. */
  void abandon() {
    over = true;
    pending.close();
    socket.abandon();
  }

  private void resume() {
    flush();
    if (!over && !ended && !held && pending.isEmpty() && socket.hasRoom()) {
      blocked = false;
      whenRoom.run();
    }
  }

  private void flush() {
    while (!over && !held && socket.hasRoom()) {
      var piece = pending.next();
      if (piece == null) {
        break;
      }
      socket.send(piece);
    }
    if (over || held) {
      return;
    }
    if (!pending.isEmpty()) {
      blocked = true;
      watch();
    } else if (ended) {
      endWith(Buffer.buffer());
    }
  }

  private void taken() {
    if (blocked) {
      wake();
    }
  }

  /** Resumes in a later turn of the event loop, never from within a write. */
  private void wake() {
    if (!waking) {
      waking = true;
      vertx.runOnContext(
          soon -> {
            waking = false;
            resume();
          });
    }
  }

  private void endWith(Buffer last) {
    over = true;
    socket.end(last);
    pending.close();
  }

  /** Checks repeatedly, while bytes are pending, whether the client reads any. */
  private void watch() {
    if (!watched) {
      watched = true;
      var before = socket.taken();
      vertx.setTimer(
          STALLED_MS,
          id -> {
            watched = false;
            if (!over && !pending.isEmpty()) {
              if (socket.taken() == before) {
                pending.spillIfShort();
              }
              watch();
            }
          });
    }
  }
}
