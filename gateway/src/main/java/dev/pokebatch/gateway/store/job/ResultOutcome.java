package dev.pokebatch.gateway.store.job;

import java.util.Locale;

/** How a document of a job ended. */
public enum ResultOutcome {
  /** It is there. */
  SUCCEEDED,
  /** It is not. */
  FAILED,
  /** It was never begun, for another one had failed. */
  SKIPPED,
  /** It was called off. */
  CANCELLED;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** What the database calls it. */
  public String word() {
    return word;
  }

  static ResultOutcome of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
