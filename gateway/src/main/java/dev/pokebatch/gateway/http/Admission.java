package dev.pokebatch.gateway.http;

import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;

/** Bounds the batches that run at once on one event loop. Confined to it. */
public final class Admission {

  private static final int RETRY_AFTER_MS = 1_000;

  private int free;

  /** Lets so many batches run at once. */
  public Admission(int batches) {
    this.free = batches;
  }

  /**
   * Takes a place.
   *
   * @throws ProblemException {@code overloaded} where there is none
   */
  void enter() {
    if (free == 0) {
      throw new ProblemException(
          Problem.of(ProblemType.OVERLOADED, "as many batches run as may run at once")
              .retryAfterMs(RETRY_AFTER_MS));
    }
    free--;
  }

  void leave() {
    free++;
  }
}
