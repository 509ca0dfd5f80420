package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.gateway.problem.CancelledBy;
import dev.pokebatch.gateway.problem.Problem;

/** How a document of a batch ended. */
public sealed interface Outcome {

  /** What it took. */
  Effort effort();

  /** Its time, or that of what it belongs to, ran out. */
  static Outcome late(Effort effort) {
    var failure = Failure.of(FailureKind.DEADLINE_EXCEEDED, "its time ran out");
    return new Replied(new FetchReply.Failed(failure, effort));
  }

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
   * We refuse to go on with it.
   *
   * @param problem why
   * @param effort what had been done for it by then
   */
  record Refused(Problem problem, Effort effort) implements Outcome {}

  /**
   * It was called off when it was under way.
   *
   * @param by who did
   * @param effort what had been done for it by then
   */
  record Cancelled(CancelledBy by, Effort effort) implements Outcome {}

  /**
   * It was never begun, for nothing came of the step that it refers to.
   *
   * @param dependency the id of that step
   */
  record Unmet(String dependency) implements Outcome {
    @Override
    public Effort effort() {
      return Effort.UNTRIED;
    }
  }

  /**
   * It was never begun, for a step of the same group had failed.
   *
   * @param cause the id of that step
   */
  record Skipped(String cause) implements Outcome {
    @Override
    public Effort effort() {
      return Effort.UNTRIED;
    }
  }
}
