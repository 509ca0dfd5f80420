package dev.pokebatch.gateway.http;

import dev.pokebatch.gateway.dispatch.Dispatcher;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;

/** How a batch comes in, whatever is done with it then. */
final class Intake {

  private static final int RETRY_AFTER_MS = 1_000;

  private Intake() {}

  /**
   * Goes on only where there is anybody to get documents.
   *
   * @throws ProblemException {@code no-fetcher} where nobody is
   */
  static void requireFetchers(Dispatcher dispatcher) {
    if (!dispatcher.hasFetchers()) {
      throw new ProblemException(
          Problem.of(ProblemType.NO_FETCHER, "no fetcher is there to get documents")
              .retryAfterMs(RETRY_AFTER_MS));
    }
  }
}
