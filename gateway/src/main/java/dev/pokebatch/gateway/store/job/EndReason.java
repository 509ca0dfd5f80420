package dev.pokebatch.gateway.store.job;

import java.util.Locale;

/** Why a job has ended. */
public enum EndReason {
  /** Every document has a result. */
  COMPLETED,
  /** Somebody asked for it. */
  CANCELLED,
  /** Its time ran out. */
  EXPIRED,
  /** It could not be run. */
  FAILED;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** What the database calls it. */
  public String word() {
    return word;
  }

  static EndReason of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
