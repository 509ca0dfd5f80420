package dev.pokebatch.contract;

/**
 * The client's request that a message belongs to, by which logs and traces of several processes are
 * put together. All texts are printable ASCII, so that they can be logged as they are.
 *
 * @param requestId id of the request, at most 128 bytes; empty for none
 * @param traceparent the sender's span (W3C Trace Context, section 3.2); empty for none
 * @param tracestate what other tracing systems add to it (section 3.3), at most 512 bytes; empty
 *     for nothing
 */
public record Correlation(String requestId, String traceparent, String tracestate) {

  /** The most bytes of {@code tracestate}. */
  public static final int MAX_STATE_BYTES = 512;

  /** Of a message that belongs to no request. */
  public static final Correlation NONE = new Correlation("", "", "");

  private static final int MAX_ID_BYTES = 128;
  private static final String PARENT_FORM =
      "hh-hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh-hhhhhhhhhhhhhhhh-hh";
  private static final int TRACE_ID = 3;
  private static final int TRACE_ID_END = 35;
  private static final int FLAGS = 53;

  /**
   * @throws IllegalArgumentException if a text is too long or malformed
   */
  public Correlation {
    if (!isPrintable(requestId, '!', MAX_ID_BYTES)
        || !isPrintable(tracestate, ' ', MAX_STATE_BYTES)
        || !(traceparent.isEmpty() || isParent(traceparent))) {
      throw new IllegalArgumentException("an invalid correlation");
    }
  }

  /** The id of the trace, 32 hexadecimal digits; empty for none. */
  public String traceId() {
    return traceparent.isEmpty() ? "" : traceparent.substring(TRACE_ID, TRACE_ID_END);
  }

  /** Returns the same trace for a message whose receiver records nothing. */
  public Correlation unrecorded() {
    return traceparent.isEmpty()
        ? this
        : new Correlation(requestId, traceparent.substring(0, FLAGS) + "00", tracestate);
  }

  void write(WireWriter out) {
    out.text(requestId).text(traceparent).text(tracestate);
  }

  static Correlation read(WireReader in) {
    return new Correlation(
        in.text(MAX_ID_BYTES), in.text(PARENT_FORM.length()), in.text(MAX_STATE_BYTES));
  }

  private static boolean isPrintable(String text, char first, int most) {
    for (var i = 0; i < text.length(); i++) {
      if (text.charAt(i) < first || text.charAt(i) > '~') {
        return false;
      }
    }
    return text.length() <= most;
  }

  private static boolean isParent(String text) {
    if (text.length() != PARENT_FORM.length()) {
      return false;
    }
    for (var i = 0; i < text.length(); i++) {
      var isHex = "0123456789abcdef".indexOf(text.charAt(i)) >= 0;
      if (PARENT_FORM.charAt(i) == 'h' ? !isHex : text.charAt(i) != '-') {
        return false;
      }
    }
    return true;
  }
}
