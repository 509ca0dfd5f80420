package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.run.Outcome;
import dev.pokebatch.gateway.run.Result;
import java.util.Locale;

/** The outcome of a document, of a step of several documents, or of a group. */
public enum OutcomeWord {
  /** All documents were fetched. */
  SUCCEEDED,
  /** Some documents were fetched. */
  PARTIAL,
  /** The document could not be fetched. */
  FAILED,
  /** The document was never requested. */
  SKIPPED,
  /** The document was cancelled. */
  CANCELLED;

  /** Returns the outcome of one document. */
  static OutcomeWord of(Result result) {
    if (result.outcome() instanceof Outcome.Cancelled) {
      return CANCELLED;
    }
    if (result.outcome() instanceof Outcome.Skipped || result.outcome() instanceof Outcome.Unmet) {
      return SKIPPED;
    }
    return result.succeeded() ? SUCCEEDED : FAILED;
  }

  /** Returns the word as it is written in answers. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
