package dev.pokebatch.gateway.store.job;

import java.util.Locale;

/** The outcome of a document of a job. */
public enum ResultOutcome {
  /** The document was fetched. */
  SUCCEEDED,
  /** The document could not be fetched. */
  FAILED,
  /** The document was not requested because a step that it depends on failed. */
  SKIPPED,
  /** The document was cancelled. */
  CANCELLED;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** Returns the value in the database column. */
  public String word() {
    return word;
  }

  static ResultOutcome of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
