package dev.pokebatch.fetcher.contract;

import io.vertx.core.buffer.Buffer;

/** A fetcher's answer to a {@link FetchRequest}. Failures are values of it, never exceptions. */
public sealed interface FetchReply {

  /** What the answer took. */
  Effort effort();

  /**
   * The document, cut down to the fields asked for.
   *
   * @param body one valid JSON text in UTF-8; whoever holds it must not change it
   * @param cache where it came from
   * @param effort what it took
   */
  record Found(Buffer body, CacheStatus cache, Effort effort) implements FetchReply {}

  /**
   * No document, and why.
   *
   * @param failure what went wrong, in our words
   * @param effort what was spent on it
   */
  record Failed(Failure failure, Effort effort) implements FetchReply {}
}
