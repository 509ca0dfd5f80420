package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.run.Summary;
import io.vertx.core.http.HttpServerResponse;

/**
 * Says whether an answer is complete, and how long it took: in its head, or as trailers (RFC 9110,
 * section 6.5) if its head has been sent before that is known and the client accepts them.
 */
final class CompletenessTrailers {

  private static final String BATCH_COMPLETE = "Batch-Complete";
  private static final String SERVER_TIMING = "Server-Timing";

  private final HttpServerResponse response;
  private final boolean accepted;

  /**
   * @param accepted whether the client accepts trailers; some clients fail on them
   */
  CompletenessTrailers(HttpServerResponse response, boolean accepted) {
    this.response = response;
    this.accepted = accepted;
  }

  /** Announces the trailers; called before the head is sent. */
  void announce() {
    if (accepted) {
      response.putHeader("Trailer", BATCH_COMPLETE + ", " + SERVER_TIMING);
    }
  }

  /** Sets the trailers. */
  void put(Summary summary, boolean complete) {
    if (accepted) {
      response
          .putTrailer(BATCH_COMPLETE, word(complete))
          .putTrailer(SERVER_TIMING, SummaryJson.serverTiming(summary));
    }
  }

  /** Sets headers instead, because the head has not been sent. */
  void putHeaders(Summary summary, boolean complete) {
    response
        .putHeader(BATCH_COMPLETE, word(complete))
        .putHeader(SERVER_TIMING, SummaryJson.serverTiming(summary));
  }

  /** A structured-field boolean (RFC 9651, section 3.3.6). */
  private static String word(boolean complete) {
    return complete ? "?1" : "?0";
  }
}
