package dev.pokebatch.contract;

import java.util.List;

/**
 * Why there is no document.
 *
 * @param kind the kind of failure, which decides what a client is told
 * @param detail one sentence for a person; our words, never an exception's message
 * @param upstreamStatus the upstream's HTTP status, or 0 where it did not answer
 * @param retryAfterMs when to try again, in milliseconds from now, or 0 where nobody knows
 * @param suggestions near names, best first; empty where there are none
 * @param hint one sentence on where to find what may have been meant; empty where nobody knows
 */
public record Failure(
    FailureKind kind,
    String detail,
    int upstreamStatus,
    long retryAfterMs,
    List<String> suggestions,
    String hint) {

  /** Copies the list. */
  public Failure {
    suggestions = List.copyOf(suggestions);
  }

  /** A failure that the upstream had no part in. */
  public static Failure of(FailureKind kind, String detail) {
    return new Failure(kind, detail, 0, 0, List.of(), "");
  }

  /** A failure that the upstream answered with a status of its own. */
  public static Failure answered(FailureKind kind, String detail, int upstreamStatus) {
    return new Failure(kind, detail, upstreamStatus, 0, List.of(), "");
  }

  /** A failure that the upstream had no part in, and that may be over after some milliseconds. */
  public static Failure until(FailureKind kind, String detail, long retryAfterMs) {
    return new Failure(kind, detail, 0, retryAfterMs, List.of(), "");
  }

  /** The same failure, saying what may have been meant. */
  public Failure advising(List<String> names, String where) {
    return new Failure(kind, detail, upstreamStatus, retryAfterMs, names, where);
  }
}
