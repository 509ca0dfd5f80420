package dev.pokebatch.gateway.batch;

import java.util.Locale;

/** A format that a URL can name, in the query or as its extension. */
public enum AnswerFormat {
  /** One JSON text. */
  JSON("application/json"),
  /** A JSON text in each line. */
  NDJSON("application/x-ndjson"),
  /** A table. */
  CSV("text/csv"),
  /** Server-sent events. */
  SSE("text/event-stream");

  private final String mediaType;

  AnswerFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /** Returns its media type. */
  public String mediaType() {
    return mediaType;
  }

  /** Returns the value of the parameter, which is the extension too. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
