package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.run.Summary;

/**
 * Sees the results of an answer before its head is sent, and may set headers or answer something
 * else.
 */
interface AnswerInspector {

  /** Changes nothing. */
  AnswerInspector NONE = item -> true;

  /**
   * Inspects a document, or a step that could not be resolved; called in request order.
   *
   * @return whether to write it and what follows
   */
  boolean inspect(ResultItem item);

  /**
   * Called when everything is written. Unless the answer is streamed, its head may still be
   * changed.
   *
   * @return whether the client has been sent another answer instead of this one
   */
  default boolean replaces(Summary summary) {
    return false;
  }
}
