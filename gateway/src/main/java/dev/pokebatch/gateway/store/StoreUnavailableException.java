package dev.pokebatch.gateway.store;

import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** The database is unavailable, locked, full or overloaded. The client should try again later. */
public class StoreUnavailableException extends ProblemException {

  private static final long serialVersionUID = 1L;
  private static final long RETRY_AFTER_MS = 2_000;

  /**
   * @param why problem detail for the client
   * @param cause failure of the database; null if it was not called
   */
  public StoreUnavailableException(String why, @Nullable Throwable cause) {
    this(Problem.of(ProblemType.STORE_UNAVAILABLE, why).retryAfterMs(RETRY_AFTER_MS), cause);
  }

  /** Creates the exception with another problem. */
  StoreUnavailableException(Problem problem, @Nullable Throwable cause) {
    super(problem, cause);
  }
}
