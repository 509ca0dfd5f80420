package dev.pokebatch.gateway.problem;

import org.jspecify.annotations.Nullable;

/** A problem on its way to whoever answers; it has no stack trace, for it is an answer. */
public class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  /** Carries the problem. */
  public ProblemException(Problem problem) {
    this(problem, null);
  }

  /**
   * Carries the problem.
   *
   * @param cause for the log
   */
  protected ProblemException(Problem problem, @Nullable Throwable cause) {
    super(problem.type().slug() + ": " + problem.detail(), cause, false, false);
    this.problem = problem;
  }

  /** What to answer. */
  public Problem problem() {
    return problem;
  }
}
