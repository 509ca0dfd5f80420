package dev.pokebatch.sample;

/** What the sample upstream does instead of answering well. */
public enum InjectedFault {
  /** Nothing: the answer is good. */
  NONE,
  /** Answers 500 in plain text. */
  ERROR,
  /** Answers 429 with {@code Retry-After: 1}. */
  RATE_LIMITED,
  /** Never answers; the connection stays open. */
  HANG,
  /** Resets the connection instead of answering. */
  RESET,
  /** Promises the whole body, sends half of it and closes the connection. */
  TRUNCATED,
  /** Sends the head at once and then a few bytes at a time. */
  DRIP,
  /** Answers 200 with JSON that breaks off in the middle, though its length is as announced. */
  INVALID_JSON,
  /** Answers 200 with a page of HTML, as a proxy does. */
  HTML
}
