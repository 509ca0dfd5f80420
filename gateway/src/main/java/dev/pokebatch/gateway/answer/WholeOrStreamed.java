package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.run.Summary;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer on its way out: kept until it is known to be small, and then sent whole
 * with its length; or, once it is larger than that, streamed, with what is known only at the end as
 * trailers (RFC 9110, section 6.5) for a client that says that it takes them.
 */
final class WholeOrStreamed {

  private static final String BATCH_COMPLETE = "Batch-Complete";
  private static final String SERVER_TIMING = "Server-Timing";

  private final HttpServerResponse response;
  private final long wholeBytes;
  private final boolean trailers;
  private final boolean headOnly;
  private final Outgoing out;
  private @Nullable Buffer whole = Buffer.buffer();

  /**
   * @param mediaType of the answer
   * @param wholeBytes up to so many bytes are kept
   * @param trailers whether the client takes them; there are clients that break on a trailer
   * @param headOnly whether the answer is to {@code HEAD} (RFC 9110, section 9.3.2): then nothing
   *     but the head leaves
   * @param compressed whether it is sent compressed
   */
  WholeOrStreamed(
      HttpServerResponse response,
      String mediaType,
      long wholeBytes,
      boolean trailers,
      boolean headOnly,
      boolean compressed) {
    this.out = new Outgoing(response, compressed);
    this.trailers = trailers && !headOnly;
    this.headOnly = headOnly;
    this.response = response;
    this.wholeBytes = wholeBytes;
    response.putHeader(HttpHeaders.CONTENT_TYPE, mediaType);
  }

  /** Whether it is streamed: its head has left. */
  boolean isStreamed() {
    return whole == null;
  }

  /** Whether the client has to read before more is written. */
  boolean isFull() {
    return whole == null && response.writeQueueFull();
  }

  void write(Buffer bytes) {
    var kept = whole;
    if (kept == null) {
      send(bytes);
    } else if (kept.length() + bytes.length() <= wholeBytes) {
      kept.appendBuffer(bytes);
    } else {
      stream(kept);
      send(bytes);
    }
  }

  /** Adds white space to an answer that is sent whole. */
  void pad(int bytes) {
    if (whole != null && bytes > 0) {
      whole.appendString(" ".repeat(bytes));
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
    var kept = whole;
    if (kept == null) {
      if (trailers) {
        response.putTrailer(BATCH_COMPLETE, word).putTrailer(SERVER_TIMING, timing);
      }
      out.end();
      return;
    }
    response.putHeader(BATCH_COMPLETE, word).putHeader(SERVER_TIMING, timing);
    if (!complete) {
      response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }
    if (headOnly) {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(kept.length())).end();
    } else {
      out.end(kept);
    }
  }

  private void stream(Buffer kept) {
    whole = null;
    response.setChunked(true).putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (trailers) {
      response.putHeader("Trailer", BATCH_COMPLETE + ", " + SERVER_TIMING);
    }
    send(kept);
  }

  private void send(Buffer bytes) {
    if (!headOnly) {
      out.write(bytes);
    }
  }
}
