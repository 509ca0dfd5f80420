package dev.pokebatch.fetcher.fetch;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;

/**
 * A failure on its way through the stack. It has no stack trace, since it is an ordinary outcome.
 */
public class FetchException extends Exception {

  private final transient Failure failure;
  private final transient Effort effort;

  /** A failure and the effort spent before it. */
  public FetchException(Failure failure, Effort effort) {
    super(failure.kind() + ": " + failure.detail(), null, false, false);
    this.failure = failure;
    this.effort = effort;
  }

  /** A failure without any request to the upstream. */
  public static FetchException of(FailureKind kind, String detail) {
    return new FetchException(Failure.of(kind, detail), Effort.NONE);
  }

  /** The failure. */
  public final Failure failure() {
    return failure;
  }

  /** The effort spent. */
  public final Effort effort() {
    return effort;
  }
}
