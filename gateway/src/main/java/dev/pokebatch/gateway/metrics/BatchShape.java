package dev.pokebatch.gateway.metrics;

import java.util.Locale;

/** The forms of batches that are measured separately. */
public enum BatchShape {
  /** Answered with one JSON object. */
  JSON,
  /** Answered with a line for each result. */
  NDJSON,
  /** Answered with server-sent events. */
  SSE,
  /** Answered with a table. */
  CSV,
  /** A stream of steps, which are answered while more of them arrive. */
  STREAM,
  /** A job, or what one gateway ran of it. */
  JOB;

  /** Returns the shape of a batch that is answered with this media type. */
  public static BatchShape of(String mediaType) {
    return switch (mediaType) {
      case "application/x-ndjson" -> NDJSON;
      case "text/event-stream" -> SSE;
      case "text/csv" -> CSV;
      default -> JSON;
    };
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
