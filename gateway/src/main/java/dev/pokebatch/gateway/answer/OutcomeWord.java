package dev.pokebatch.gateway.answer;

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

  /** As it is written. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
