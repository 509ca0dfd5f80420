package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.gateway.outcome.OutcomeKind;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.Problems;
import dev.pokebatch.gateway.problem.StepProblems;
import org.jspecify.annotations.Nullable;

/**
 * The result of one document of a batch, or of a step that ended before its documents were known.
 *
 * @param leaf the step that it belongs to
 * @param item the document's index in its step, from 0; {@link #STEP} for the step itself
 * @param target the document, as {@code resource/key} or a link; empty for the step itself
 * @param outcome how it ended
 * @param times when it was queued, sent and ended
 */
public record Result(Leaf leaf, int item, String target, Outcome outcome, Timing times) {

  /** Stands for the step itself in place of a document's index. */
  public static final int STEP = -1;

  /** The memory of a result without its body, about. */
  private static final int OVERHEAD_BYTES = 512;

  /** Returns the reply with the document, or null. */
  public FetchReply.@Nullable Found found() {
    return outcome instanceof Outcome.Replied replied
            && replied.reply() instanceof FetchReply.Found found
        ? found
        : null;
  }

  /** Returns whether the document was found. */
  public boolean succeeded() {
    return found() != null;
  }

  /** Returns whether it failed: neither found, nor cancelled, nor skipped by its group. */
  public boolean failed() {
    return outcome instanceof Outcome.Refused
        || outcome instanceof Outcome.Unmet
        || (outcome instanceof Outcome.Replied && !succeeded());
  }

  /**
   * Returns why there is no document; null if there is one. An unexpected error is logged, so call
   * this once.
   */
  public @Nullable Problem toProblem() {
    if (outcome instanceof Outcome.Cancelled cancelled) {
      return StepProblems.cancelled(cancelled.by());
    }
    if (outcome instanceof Outcome.Skipped skipped) {
      return StepProblems.siblingFailed(skipped.cause());
    }
    if (outcome instanceof Outcome.Unmet unmet) {
      return StepProblems.dependencyFailed(unmet.dependency());
    }
    if (outcome instanceof Outcome.Refused refused) {
      return refused.problem();
    }
    return outcome instanceof Outcome.Replied replied
            && replied.reply() instanceof FetchReply.Failed failed
        ? Problems.of(failed.failure(), failed.effort().attempts())
        : null;
  }

  /** Returns how it ended, in a word. */
  public OutcomeKind kind() {
    if (outcome instanceof Outcome.Cancelled) {
      return OutcomeKind.CANCELLED;
    }
    if (outcome instanceof Outcome.Skipped || outcome instanceof Outcome.Unmet) {
      return OutcomeKind.SKIPPED;
    }
    return succeeded() ? OutcomeKind.SUCCEEDED : OutcomeKind.FAILED;
  }

  /** Returns the memory that it takes, in bytes. */
  public long memoryBytes() {
    return (long) OVERHEAD_BYTES + bodyBytes();
  }

  /** Returns the length of its body in bytes; 0 if it has none. */
  public int bodyBytes() {
    var found = found();
    return found == null ? 0 : found.body().length();
  }
}
