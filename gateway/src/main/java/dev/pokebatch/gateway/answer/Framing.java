package dev.pokebatch.gateway.answer;

/** How the records of a stream are delimited. */
enum Framing {
  /** One line for each record. */
  NDJSON("application/x-ndjson") {
    @Override
    String before(String event, String id) {
      return "";
    }

    @Override
    String after() {
      return "\n";
    }

    @Override
    String heartbeat() {
      return "";
    }
  },
  /**
   * Server-sent events. A comment as a heartbeat keeps proxies from closing the connection as idle.
   *
   * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">the HTML
   *     standard, section 9.2</a>
   */
  SSE("text/event-stream") {
    @Override
    String before(String event, String id) {
      return "event: " + event + "\nid: " + id + "\ndata: ";
    }

    @Override
    String after() {
      return "\n\n";
    }

    @Override
    String heartbeat() {
      return ":\n\n";
    }
  };

  private final String mediaType;

  /** Whether a record has its type outside of its text. */
  boolean isTyped() {
    return this == SSE;
  }

  Framing(String mediaType) {
    this.mediaType = mediaType;
  }

  /** Returns the framing of a media type. */
  static Framing of(String mediaType) {
    return mediaType.equals(SSE.mediaType) ? SSE : NDJSON;
  }

  String mediaType() {
    return mediaType;
  }

  /**
   * Returns the text before a record, which must not contain line breaks.
   *
   * @param event the type of the record
   * @param id the id of the record within the stream
   */
  abstract String before(String event, String id);

  abstract String after();

  /** Returns a text that clients ignore; empty if the framing has none. */
  abstract String heartbeat();
}
