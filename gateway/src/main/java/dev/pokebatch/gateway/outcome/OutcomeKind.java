package dev.pokebatch.gateway.outcome;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** How a document, a step of several documents, a group or a job ended. */
public enum OutcomeKind {
  /** All documents were fetched. */
  SUCCEEDED,
  /** Some documents were fetched. A single document never ends so. */
  PARTIAL,
  /** The document could not be fetched. */
  FAILED,
  /** The document was never requested, because another one failed. */
  SKIPPED,
  /** The document was cancelled. */
  CANCELLED;

  /** The outcomes of a single document. */
  public static final Set<OutcomeKind> OF_DOCUMENT =
      Set.copyOf(EnumSet.complementOf(EnumSet.of(PARTIAL)));

  private final String word = name().toLowerCase(Locale.ROOT);

  /** Returns the word for it in answers and in the database, such as {@code succeeded}. */
  public String word() {
    return word;
  }

  /**
   * Returns the outcome that a word stands for.
   *
   * @throws IllegalArgumentException if it stands for none
   */
  public static OutcomeKind of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
