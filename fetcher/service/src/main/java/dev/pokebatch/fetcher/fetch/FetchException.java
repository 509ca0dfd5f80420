package dev.pokebatch.fetcher.fetch;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;

/** A failure on its way through the stack; it has no stack trace, for it is an answer. */
public class FetchException extends Exception {

  private final transient Failure failure;
  private final transient Effort effort;

  /** A failure, and what was spent before it. */
  public FetchException(Failure failure, Effort effort) {
    super(failure.kind() + ": " + failure.detail(), null, false, false);
    this.failure = failure;
    this.effort = effort;
  }

  /** A failure that the upstream had no part in. */
  public static FetchException of(FailureKind kind, String detail) {
    return new FetchException(Failure.of(kind, detail), Effort.NONE);
  }

  /** What went wrong. */
  public final Failure failure() {
    return failure;
  }

  /** What was spent. */
  public final Effort effort() {
    return effort;
  }
}
