package dev.pokebatch.gateway.answer;

/** How one JSON text after the other is put on a stream. */
enum Framing {
  /** A line each. */
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
   * Server-sent events. A comment now and then keeps the connection from being taken for dead.
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

  Framing(String mediaType) {
    this.mediaType = mediaType;
  }

  /** That of a media type. */
  static Framing of(String mediaType) {
    return mediaType.equals(SSE.mediaType) ? SSE : NDJSON;
  }

  String mediaType() {
    return mediaType;
  }

  /**
   * What comes before a text, which has no line break in it.
   *
   * @param event what kind of text it is
   * @param id names it within the stream
   */
  abstract String before(String event, String id);

  abstract String after();

  /** Says nothing; empty where that cannot be said. */
  abstract String heartbeat();
}
