package dev.pokebatch.gateway.http.admission;

import dev.pokebatch.gateway.client.ClientId;
import dev.pokebatch.gateway.problem.LimitProblems;
import dev.pokebatch.gateway.problem.ProblemException;
import io.vertx.core.Context;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Bounds how much of one kind goes on at once in a process, and knows what of it goes on on one
 * event loop. Confined to that event loop.
 */
public final class Admission {

  private final Set<Place> taken = new LinkedHashSet<>();
  private final PermitPool places;
  private final String full;

  /**
   * @param places of the process
   * @param full tells a client that there is no place left for it
   */
  Admission(PermitPool places, String full) {
    this.places = places;
    this.full = full;
  }

  /**
   * Finds out whether there is a place now, and takes none.
   *
   * @throws ProblemException {@code overloaded} where there is none
   */
  public void check(ClientId client) {
    if (!places.isFree(client)) {
      throw new ProblemException(LimitProblems.overloaded(full));
    }
  }

  /**
   * Takes a place.
   *
   * @return what must be left again
   * @throws ProblemException {@code overloaded} where there is none
   */
  public Place enter(ClientId client) {
    if (!places.take(client)) {
      throw new ProblemException(LimitProblems.overloaded(full));
    }
    var place = new Place(client);
    taken.add(place);
    return place;
  }

  /** For work that comes and goes, and has a place only while there is some. */
  public OnDemandPermit onDemand(ClientId client, Context context, Runnable granted) {
    return new OnDemandPermit(places, client, context, granted);
  }

  /** Ends everything that goes on; each client still gets its answer. */
  void endAll() {
    List.copyOf(taken).forEach(place -> place.end.run());
  }

  /** A client's leave to go on. */
  public final class Place {
    private final ClientId client;
    private Runnable end = () -> {};

    private Place(ClientId client) {
      this.client = client;
    }

    /** Says how what goes on is ended before it is done. */
    public void endWith(Runnable action) {
      end = action;
    }

    /** Gives the place back; later calls do nothing. */
    public void leave() {
      if (taken.remove(this)) {
        places.giveBack(client);
      }
    }
  }
}
