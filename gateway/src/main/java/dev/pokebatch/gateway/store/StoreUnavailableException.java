package dev.pokebatch.gateway.store;

import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/**
 * The store cannot do it now: its database is away, locked, full or broken, or too much is waiting
 * for it. Trying again later is right. It is not our bug.
 */
public class StoreUnavailableException extends ProblemException {

  private static final long serialVersionUID = 1L;
  private static final long RETRY_AFTER_MS = 2_000;

  /**
   * @param why a few words for the client
   * @param cause what the database said, where it was asked
   */
  public StoreUnavailableException(String why, @Nullable Throwable cause) {
    this(Problem.of(ProblemType.STORE_UNAVAILABLE, why).retryAfterMs(RETRY_AFTER_MS), cause);
  }

  /** The same, told as another problem. */
  StoreUnavailableException(Problem problem, @Nullable Throwable cause) {
    super(problem, cause);
  }
}
