package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.run.Summary;

/** Looks at an answer before it is sent, for what is to be said of it or instead of it. */
interface AnswerInspector {

  /** Has nothing to say. */
  AnswerInspector NONE = item -> true;

  /**
   * Takes note of a document, or of a step that came to none; in request order.
   *
   * @return whether it is worth writing
   */
  boolean note(ResultItem item);

  /**
   * All is written, and what was not streamed has not left yet: the head may still be changed.
   *
   * @return whether the client has got another answer, so that this one is not to be sent
   */
  default boolean answers(Summary summary) {
    return false;
  }
}
