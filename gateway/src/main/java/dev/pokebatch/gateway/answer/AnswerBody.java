package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.memory.BatchMemory;
import dev.pokebatch.gateway.run.Summary;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/**
 * The body of an answer in request order. A small body is buffered and sent with its length. Once
 * it is too large, or memory is short, it is streamed, and the values known at its end are sent as
 * trailers (RFC 9110, section 6.5) if the client accepts them. A strict answer is always buffered,
 * on the disk when memory is short.
 */
final class AnswerBody {

  private final HttpServerResponse response;
  private final BatchMemory memory;
  private final long wholeBytes;
  private final boolean strict;
  private final CompletenessTrailers trailers;
  private final boolean headOnly;
  private final ResponseWriter out;
  private boolean streamed;

  /**
   * @param out writes the bytes at the client's pace
   * @param memory the batch's memory; the answer is streamed earlier if it is short
   * @param mediaType the media type of the answer
   * @param wholeBytes the most bytes that are buffered
   * @param strict whether the whole answer is buffered, however long it is
   * @param trailers whether the client accepts trailers; some clients fail on them
   * @param headOnly whether to send the head only, for {@code HEAD} (RFC 9110, section 9.3.2)
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
    this.trailers = new CompletenessTrailers(response, trailers && !headOnly);
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

  /** Whether it is streamed, so that its head has been sent. */
  boolean isStreamed() {
    return streamed;
  }

  /** Whether the client has to read before more is written. */
  boolean isFull() {
    return out.isFull();
  }

  /** Whether some of the written bytes wait on the disk. */
  boolean isOnDisk() {
    return out.isOnDisk();
  }

  void write(Buffer bytes) {
    out.write(bytes);
    if (strict) {
      out.spillIfShort();
    } else if (!streamed && (out.length() > wholeBytes || memory.isShort())) {
      stream();
    }
  }

  /** Adds white space to a buffered answer. */
  void pad(int bytes) {
    if (!streamed && bytes > 0) {
      out.write(Buffer.buffer(" ".repeat(bytes)));
    }
  }

  /** Stops writing. */
  void abandon() {
    out.abandon();
  }

  /**
   * Ends the answer.
   *
   * @param complete whether every document was fetched, and no more will follow
   */
  void end(Summary summary, boolean complete) {
    if (streamed) {
      trailers.put(summary, complete);
      end();
      return;
    }
    trailers.putHeaders(summary, complete);
    if (!complete) {
      response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }
    if (headOnly) {
      out.endHead();
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
    trailers.announce();
    if (headOnly) {
      out.abandon();
    } else {
      out.release();
    }
  }
}
