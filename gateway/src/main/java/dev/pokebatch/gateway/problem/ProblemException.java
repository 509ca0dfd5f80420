package dev.pokebatch.gateway.problem;

/** A request that ends with a problem. It has no stack trace, for it is an answer. */
public final class ProblemException extends RuntimeException {

  private final transient Problem problem;

  /** Ends a request with the problem. */
  public ProblemException(Problem problem) {
    super(problem.type().slug(), null, false, false);
    this.problem = problem;
  }

  /** What the client is told. */
  public Problem problem() {
    return problem;
  }
}
