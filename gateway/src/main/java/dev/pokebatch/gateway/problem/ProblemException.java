package dev.pokebatch.gateway.problem;

/** A problem on its way to whoever answers; it has no stack trace, for it is an answer. */
public final class ProblemException extends RuntimeException {

  private final transient Problem problem;

  /** Carries the problem. */
  public ProblemException(Problem problem) {
    super(problem.type().slug() + ": " + problem.detail(), null, false, false);
    this.problem = problem;
  }

  /** What to answer. */
  public Problem problem() {
    return problem;
  }
}
