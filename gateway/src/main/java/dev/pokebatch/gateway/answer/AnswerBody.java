package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.memory.BatchMemory;
import dev.pokebatch.gateway.run.Summary;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/**
 * The body of an answer on its way out: kept until it is known to be small, and then sent whole
 * with its length; or, once it is larger than that or memory is short, streamed, with what is known
 * only at the end as trailers (RFC 9110, section 6.5) for a client that says that it takes them. A
 * strict answer is kept until its end, on the disk where memory is short.
 */
final class AnswerBody {

  private static final String BATCH_COMPLETE = "Batch-Complete";
  private static final String SERVER_TIMING = "Server-Timing";

  private final HttpServerResponse response;
  private final BatchMemory memory;
  private final long wholeBytes;
  private final boolean strict;
  private final boolean trailers;
  private final boolean headOnly;
  private final ResponseWriter out;
  private boolean streamed;

  /**
   * @param mediaType of the answer
   * @param out how it leaves
   * @param memory that it is counted in; an answer is streamed sooner where that is short
   * @param wholeBytes up to so many bytes are kept
   * @param strict whether all of it is kept, however long it is
   * @param trailers whether the client takes them; there are clients that break on a trailer
   * @param headOnly whether the answer is to {@code HEAD} (RFC 9110, section 9.3.2): then nothing
   *     but the head leaves
   */
  AnswerBody(
      HttpServerResponse response,
      ResponseWriter out,
      BatchMemory memory,
      String mediaType,
      long wholeBytes,
      boolean strict,
      boolean trailers,
      boolean headOnly) {
    this.out = out;
    this.memory = memory;
    this.strict = strict;
    this.trailers = trailers && !headOnly;
    this.headOnly = headOnly;
    this.response = response;
    this.wholeBytes = wholeBytes;
    out.hold();
    response.putHeader(HttpHeaders.CONTENT_TYPE, mediaType);
  }

  /** See {@link ResponseWriter#begin}. */
  void begin(Runnable roomAgain, Runnable noRoom) {
    out.begin(roomAgain, strict ? noRoom : () -> {});
  }

  /** Whether it is streamed: its head has left. */
  boolean isStreamed() {
    return streamed;
  }

  /** Whether the client has to read before more is written. */
  boolean isFull() {
    return out.isFull();
  }

  /** Whether some of what was written waits on the disk. */
  boolean isOnDisk() {
    return out.isOnDisk();
  }

  void write(Buffer bytes) {
    out.write(bytes);
    if (strict) {
      out.relieve();
    } else if (!streamed && (out.length() > wholeBytes || memory.isShort())) {
      stream();
    }
  }

  /** Adds white space to an answer that is sent whole. */
  void pad(int bytes) {
    if (!streamed && bytes > 0) {
      out.write(Buffer.buffer(" ".repeat(bytes)));
    }
  }

  /** Gives up. */
  void abandon() {
    out.abandon();
  }

  /**
   * Ends the answer.
   *
   * @param complete whether every document is there, and no more will come
   */
  void end(Summary summary, boolean complete) {
    var word = complete ? "?1" : "?0"; // a boolean of RFC 9651, section 3.3.6
    var timing = SummaryJson.serverTiming(summary);
    if (streamed) {
      if (trailers) {
        response.putTrailer(BATCH_COMPLETE, word).putTrailer(SERVER_TIMING, timing);
      }
      end();
      return;
    }
    response.putHeader(BATCH_COMPLETE, word).putHeader(SERVER_TIMING, timing);
    if (!complete) {
      response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }
    if (headOnly) {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(out.length()));
      end();
    } else {
      out.endWhole();
    }
  }

  private void end() {
    if (headOnly) {
      response.end();
    } else {
      out.end();
    }
  }

  private void stream() {
    streamed = true;
    response.setChunked(true).putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (trailers) {
      response.putHeader("Trailer", BATCH_COMPLETE + ", " + SERVER_TIMING);
    }
    if (headOnly) {
      out.abandon();
    } else {
      out.release();
    }
  }
}
