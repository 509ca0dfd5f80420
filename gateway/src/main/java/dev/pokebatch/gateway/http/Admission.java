package dev.pokebatch.gateway.http;

import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Bounds the batches that run at once in a process, and knows those of one event loop. Confined to
 * that event loop.
 */
public final class Admission {

  private static final int RETRY_AFTER_MS = 1_000;

  private final Set<Place> taken = new LinkedHashSet<>();
  private final Semaphore slots;

  /**
   * @param slots one for each batch that the process may run at once
   */
  public Admission(Semaphore slots) {
    this.slots = slots;
  }

  /**
   * Takes a place.
   *
   * @return what must be left again
   * @throws ProblemException {@code overloaded} where there is none
   */
  Place enter() {
    if (!slots.tryAcquire()) {
      throw new ProblemException(
          Problem.of(ProblemType.OVERLOADED, "as many batches run as may run at once")
              .retryAfterMs(RETRY_AFTER_MS));
    }
    var place = new Place();
    taken.add(place);
    return place;
  }

  /** Ends every batch that runs; each still gets its answer. */
  public void endAll() {
    List.copyOf(taken).forEach(place -> place.end.run());
  }

  /** A batch's leave to run. */
  final class Place {
    private Runnable end = () -> {};

    /** Says how the batch is ended before it is done. */
    void endWith(Runnable action) {
      end = action;
    }

    /** Gives the place back; later calls do nothing. */
    void leave() {
      if (taken.remove(this)) {
        slots.release();
      }
    }
  }
}
