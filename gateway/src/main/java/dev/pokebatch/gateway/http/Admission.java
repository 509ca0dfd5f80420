package dev.pokebatch.gateway.http;

import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Bounds the batches that run at once on one event loop, and knows them. Confined to it. */
public final class Admission {

  private static final int RETRY_AFTER_MS = 1_000;

  private final Set<Place> taken = new LinkedHashSet<>();
  private final int places;

  /** Lets so many batches run at once. */
  public Admission(int batches) {
    this.places = batches;
  }

  /**
   * Takes a place.
   *
   * @return what must be left again
   * @throws ProblemException {@code overloaded} where there is none
   */
  Place enter() {
    if (taken.size() >= places) {
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
      taken.remove(this);
    }
  }
}
