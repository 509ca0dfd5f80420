package dev.pokebatch.process.log;

/**
 * The client's request that some work is done for, as lines of the log name it.
 *
 * @param requestId id of the request; empty for none
 * @param traceId id of its trace, 32 hexadecimal digits; empty for none
 * @param spanId id of its span, 16 hexadecimal digits; empty if the trace is not recorded
 */
public record RequestFields(String requestId, String traceId, String spanId) {

  /** Of work for no request. */
  public static final RequestFields NONE = new RequestFields("", "", "");
}
