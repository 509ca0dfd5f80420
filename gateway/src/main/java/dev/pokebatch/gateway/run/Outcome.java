package dev.pokebatch.gateway.run;

import dev.pokebatch.fetcher.contract.Effort;
import dev.pokebatch.fetcher.contract.FetchReply;
import dev.pokebatch.gateway.problem.CancelledBy;

/** How a document of a batch ended. */
public sealed interface Outcome {

  /** What it took. */
  Effort effort();

  /**
   * A fetcher has answered, or ours is the word where its time ran out.
   *
   * @param reply the document, or why there is none
   */
  record Replied(FetchReply reply) implements Outcome {
    @Override
    public Effort effort() {
      return reply.effort();
    }
  }

  /**
   * It was called off.
   *
   * @param by who did
   * @param effort what had been done for it by then
   */
  record Cancelled(CancelledBy by, Effort effort) implements Outcome {}
}
