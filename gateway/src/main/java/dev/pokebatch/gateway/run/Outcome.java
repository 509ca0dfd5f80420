package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.gateway.problem.CancelledBy;
import dev.pokebatch.gateway.problem.Problem;

/** How a document of a batch, or a step without documents, ended. */
public sealed interface Outcome {

  /** Returns the requests to the upstream that were made for it. */
  Effort effort();

  /** Returns the outcome of a document whose batch or group has reached its deadline. */
  static Outcome late(Effort effort) {
    var failure =
        Failure.of(
            FailureKind.DEADLINE_EXCEEDED,
            "the deadline of the batch or of its group ended before the document arrived");
    return new Replied(new FetchReply.Failed(failure, effort));
  }

  /**
   * A fetcher replied, or the deadline ended.
   *
   * @param reply the document, or the failure
   */
  record Replied(FetchReply reply) implements Outcome {
    @Override
    public Effort effort() {
      return reply.effort();
    }
  }

  /**
   * The gateway refused it.
   *
   * @param problem the reason
   * @param effort the requests that were made before
   */
  record Refused(Problem problem, Effort effort) implements Outcome {}

  /**
   * It was cancelled.
   *
   * @param by who cancelled it
   * @param effort the requests that were made before
   */
  record Cancelled(CancelledBy by, Effort effort) implements Outcome {}

  /**
   * The step was skipped, because the step that it refers to failed.
   *
   * @param dependency the id of the failed step
   */
  record Unmet(String dependency) implements Outcome {
    @Override
    public Effort effort() {
      return Effort.UNTRIED;
    }
  }

  /**
   * It was skipped, because a step of the same group failed.
   *
   * @param cause the id of the failed step
   */
  record Skipped(String cause) implements Outcome {
    @Override
    public Effort effort() {
      return Effort.UNTRIED;
    }
  }
}
