package dev.pokebatch.gateway.store.job;

import java.util.Locale;

/** How far a job has come. */
public enum JobState {
  /** Nobody has begun it. */
  QUEUED,
  /** Somebody runs it; or did, until the lease ran out. */
  RUNNING,
  /** The same, but it is to stop. */
  CANCELLING,
  /** Nothing about it changes any more. */
  ENDED;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** What the database calls it. */
  public String word() {
    return word;
  }

  static JobState of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
