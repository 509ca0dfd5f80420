package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.memory.BatchMemory;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an answer as they leave: as they are, or compressed (RFC 9110, section 8.4.1.3), at
 * the pace at which the client's socket takes them. What it has not taken is counted in memory.
 * Confined to one event loop.
 */
final class ResponseWriter {

  /** A client that takes nothing for so long has its bytes moved to the disk if memory is short. */
  private static final long STALLED_MS = 200;

  /** In bytes: what may be on its way to the socket before more is written. */
  private static final long WINDOW = 64 << 10;

  private final Vertx vertx;
  private final HttpServerResponse response;
  private final boolean compressed;
  private final BatchMemory memory;
  private final Spool waiting;
  private @Nullable GzipEncoder gzip;
  private Runnable drained = () -> {};
  private long length;
  private boolean held;
  private boolean ended;
  private boolean over;

  /** Bytes that the socket has taken, and those that it has been given and has not. */
  private long taken;

  private long unwritten;
  private boolean watched;

  /** Whether somebody waits until more may be written. */
  private boolean blocked;

  private boolean waking;

  /**
   * @param compressed whether they are compressed
   * @param memory what waits is counted in
   */
  ResponseWriter(
      Vertx vertx,
      HttpServerResponse response,
      boolean compressed,
      BatchMemory memory,
      Spool waiting) {
    this.vertx = vertx;
    this.response = response;
    this.compressed = compressed;
    this.memory = memory;
    this.waiting = waiting;
  }

  /**
   * @param roomAgain is run when the client has taken what waited
   * @param noRoom is run when the disk is full: all that waits stays in memory
   */
  void begin(Runnable roomAgain, Runnable noRoom) {
    drained = roomAgain;
    waiting.listen(this::wake, () -> vertx.runOnContext(soon -> noRoom.run()), response::reset);
    response.drainHandler(now -> goOn());
  }

  /** Nothing leaves until {@link #release} or {@link #endWhole}. */
  void hold() {
    held = true;
  }

  /** What was held leaves. */
  void release() {
    held = false;
    flush();
  }

  /** Moves what is held to the disk, where memory is short. */
  void relieve() {
    waiting.relieve();
  }

  /** How many bytes were written, before compression. */
  long length() {
    return length;
  }

  /** Whether the client has to read before more is written. */
  boolean isFull() {
    var full = !held && !(waiting.isEmpty() && takesMore());
    blocked |= full;
    return full;
  }

  /** The queue of an HTTP connection says too late that it is full: what is in it is counted. */
  private boolean takesMore() {
    return unwritten < WINDOW && !response.writeQueueFull();
  }

  /** Whether some of what was written waits on the disk. */
  boolean isOnDisk() {
    return waiting.isOnDisk();
  }

  void write(Buffer bytes) {
    length += bytes.length();
    if (over) {
      return;
    }
    if (bytes.length() <= Spool.PIECE && !held && !isFull()) {
      memory.hold(bytes.length());
      send(bytes);
    } else {
      waiting.add(bytes);
      flush();
    }
  }

  /** Ends it with these bytes. */
  void end(Buffer last) {
    if (isFull() || last.length() > Spool.PIECE) {
      write(last);
      end();
    } else {
      length += last.length();
      endWith(last);
    }
  }

  /** Ends what was begun. */
  void end() {
    ended = true;
    flush();
  }

  /** Sends all that is held, with its length. */
  void endWhole() {
    held = false;
    var first = waiting.next();
    if (compressed) {
      endCompressed(first);
    } else if (first != null && waiting.isEmpty()) {
      endWith(first);
    } else {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(length));
      if (first != null) {
        send(first);
      }
      end();
    }
  }

  private void endCompressed(@Nullable Buffer first) {
    var all = Buffer.buffer();
    for (var piece = first; piece != null; piece = waiting.next()) {
      all.appendBuffer(piece);
    }
    endWith(all);
  }

  /** Nothing more leaves: forgets what waits, and gives back what the coder has off the heap. */
  void abandon() {
    over = true;
    waiting.close();
    if (gzip != null) {
      gzip.end();
    }
  }

  private void goOn() {
    flush();
    if (!over && !ended && !held && waiting.isEmpty() && takesMore()) {
      blocked = false;
      drained.run();
    }
  }

  private void flush() {
    while (!over && !held && takesMore()) {
      var piece = waiting.next();
      if (piece == null) {
        break;
      }
      send(piece);
    }
    if (over || held) {
      return;
    }
    if (!waiting.isEmpty()) {
      blocked = true;
      watch();
    } else if (ended) {
      endWith(Buffer.buffer());
    }
  }

  private void send(Buffer bytes) {
    var coder = coder();
    var leaving = coder == null ? bytes : coder.compress(bytes);
    unwritten += leaving.length();
    response.write(leaving).onComplete(done -> written(leaving.length(), bytes.length()));
  }

  private void written(int bytes, int released) {
    unwritten -= bytes;
    taken += bytes;
    memory.release(released);
    if (blocked) {
      wake();
    }
  }

  /** Goes on soon: never from within what is being written now. */
  private void wake() {
    if (!waking) {
      waking = true;
      vertx.runOnContext(
          soon -> {
            waking = false;
            goOn();
          });
    }
  }

  private void endWith(Buffer last) {
    over = true;
    var coder = coder();
    var bytes = last;
    if (coder != null) {
      bytes = last.length() == 0 ? coder.end() : coder.compress(last).appendBuffer(coder.end());
    }
    if (bytes.length() == 0) {
      response.end();
    } else {
      response.end(bytes);
    }
    waiting.close();
  }

  /** Looks once in a while whether the client takes anything. */
  private void watch() {
    if (!watched) {
      watched = true;
      var before = taken;
      vertx.setTimer(
          STALLED_MS,
          id -> {
            watched = false;
            if (!over && !waiting.isEmpty()) {
              if (taken == before) {
                waiting.relieve();
              }
              watch();
            }
          });
    }
  }

  /**
   * Null where nothing is compressed. Not made before there is anything to be: what failed before
   * that is answered as it is.
   */
  private @Nullable GzipEncoder coder() {
    if (compressed && gzip == null) {
      gzip = new GzipEncoder();
      response.putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
    }
    return gzip;
  }
}
