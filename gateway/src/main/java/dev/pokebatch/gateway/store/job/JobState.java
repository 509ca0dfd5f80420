package dev.pokebatch.gateway.store.job;

import java.util.Locale;

/** The state of a job. */
public enum JobState {
  /** No gateway has started it. */
  QUEUED,
  /** A gateway runs it, or ran it until its lease expired. */
  RUNNING,
  /** As {@code RUNNING}, but its client has asked to cancel it. */
  CANCELLING,
  /** It has all its results and no longer changes. */
  ENDED;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** Returns the value in the database column. */
  public String word() {
    return word;
  }

  static JobState of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
