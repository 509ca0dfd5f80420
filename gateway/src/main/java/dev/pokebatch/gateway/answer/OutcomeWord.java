package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.run.Outcome;
import dev.pokebatch.gateway.run.Result;
import java.util.Locale;

/** How a document, a step of many, or a group ended, in one word. */
public enum OutcomeWord {
  /** All of it is there. */
  SUCCEEDED,
  /** Some of it is there. */
  PARTIAL,
  /** It was tried for, and is not there. */
  FAILED,
  /** It was never begun. */
  SKIPPED,
  /** It was called off. */
  CANCELLED;

  /** How one document has ended. */
  static OutcomeWord of(Result result) {
    if (result.outcome() instanceof Outcome.Cancelled) {
      return CANCELLED;
    }
    if (result.outcome() instanceof Outcome.Skipped || result.outcome() instanceof Outcome.Unmet) {
      return SKIPPED;
    }
    return result.succeeded() ? SUCCEEDED : FAILED;
  }

  /** As it is written. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
