package dev.pokebatch.gateway.store.job;

import java.util.Locale;

/** Why a job ended. */
public enum EndReason {
  /** Every document has a result. */
  COMPLETED,
  /** A client cancelled it. */
  CANCELLED,
  /** Its deadline passed. */
  EXPIRED,
  /** It could not run. */
  FAILED;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** Returns the value in the database column. */
  public String word() {
    return word;
  }

  static EndReason of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
