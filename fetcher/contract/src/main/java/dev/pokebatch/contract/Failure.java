package dev.pokebatch.contract;

import java.util.List;

/**
 * Why a document could not be fetched.
 *
 * @param kind the kind of failure, which decides the problem type that a client sees
 * @param detail one sentence for people; never the message of an exception
 * @param upstreamStatus the upstream's HTTP status, or 0 if it did not respond
 * @param retryAfterMs when to try again, in milliseconds from now; 0 if unknown
 * @param suggestions similar names that exist, best first; may be empty
 * @param hint one sentence on where valid names are listed; may be empty
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

  /** A failure without a response of the upstream. */
  public static Failure of(FailureKind kind, String detail) {
    return new Failure(kind, detail, 0, 0, List.of(), "");
  }

  /** A failure that the upstream responded with. */
  public static Failure answered(FailureKind kind, String detail, int upstreamStatus) {
    return new Failure(kind, detail, upstreamStatus, 0, List.of(), "");
  }

  /** A failure without a response of the upstream, after which to try again. */
  public static Failure until(FailureKind kind, String detail, long retryAfterMs) {
    return new Failure(kind, detail, 0, retryAfterMs, List.of(), "");
  }

  /** The same failure with suggestions and a hint. */
  public Failure advising(List<String> names, String where) {
    return new Failure(kind, detail, upstreamStatus, retryAfterMs, names, where);
  }
}
