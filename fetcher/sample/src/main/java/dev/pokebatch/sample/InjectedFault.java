package dev.pokebatch.sample;

/** What the sample upstream does instead of sending a good response. */
public enum InjectedFault {
  /** No fault. */
  NONE,
  /** Responds with 500 in plain text. */
  ERROR,
  /** Responds with 429 and {@code Retry-After: 1}. */
  RATE_LIMITED,
  /** Never responds; the connection stays open. */
  HANG,
  /** Resets the connection without a response. */
  RESET,
  /** Announces the whole body, sends half of it and closes the connection. */
  TRUNCATED,
  /** Sends the head at once and then a few bytes at a time. */
  DRIP,
  /** Responds with 200 and JSON that is cut off in the middle; Content-Length is right. */
  INVALID_JSON,
  /** Responds with 200 and an HTML page, as a proxy does. */
  HTML
}
