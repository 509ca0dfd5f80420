package dev.pokebatch.gateway.problem;

import org.jspecify.annotations.Nullable;

/**
 * Carries a problem to the code that writes the answer. It has no stack trace, because it reports a
 * client's error or an expected failure.
 */
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
   * @param cause written to the log
   */
  protected ProblemException(Problem problem, @Nullable Throwable cause) {
    super(problem.type().slug() + ": " + problem.detail(), cause, false, false);
    this.problem = problem;
  }

  /** Returns the problem. */
  public Problem problem() {
    return problem;
  }
}
