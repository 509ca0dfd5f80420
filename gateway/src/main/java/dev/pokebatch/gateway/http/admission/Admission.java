package dev.pokebatch.gateway.http.admission;

import dev.pokebatch.gateway.client.ClientId;
import dev.pokebatch.gateway.problem.LimitProblems;
import dev.pokebatch.gateway.problem.ProblemException;
import io.vertx.core.Context;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Bounds how many pieces of work of one kind a process runs at once, and ends those of one event
 * loop when it shuts down. Confined to that event loop.
 */
public final class Admission {

  private final Set<AdmissionPermit> held = new LinkedHashSet<>();
  private final PermitPool permits;
  private final String full;

  /**
   * @param permits the permits of the process
   * @param full the problem's detail when no permit is free
   */
  Admission(PermitPool permits, String full) {
    this.permits = permits;
    this.full = full;
  }

  /**
   * Checks that a permit is free, and takes none.
   *
   * @throws ProblemException {@code overloaded} if no permit is free
   */
  public void check(ClientId client) {
    if (!permits.isFree(client)) {
      throw new ProblemException(LimitProblems.overloaded(full));
    }
  }

  /**
   * Takes a permit.
   *
   * @return the permit, which must be given back
   * @throws ProblemException {@code overloaded} if no permit is free
   */
  public AdmissionPermit acquire(ClientId client) {
    if (!permits.tryAcquire(client)) {
      throw new ProblemException(LimitProblems.overloaded(full));
    }
    var permit = new AdmissionPermit(client);
    held.add(permit);
    return permit;
  }

  /** Returns a permit that is taken only while there is work, for work that comes and goes. */
  public OnDemandPermit onDemand(ClientId client, Context context, Runnable granted) {
    return new OnDemandPermit(permits, client, context, granted);
  }

  /** Ends all work that holds a permit; each client still gets its answer. */
  void endAll() {
    List.copyOf(held).forEach(permit -> permit.end.run());
  }

  /** A client's permit to do a piece of work. */
  public final class AdmissionPermit {
    private final ClientId client;
    private Runnable end = () -> {};

    private AdmissionPermit(ClientId client) {
      this.client = client;
    }

    /** Sets the action that ends the work early, at shutdown. */
    public void onShutdown(Runnable action) {
      end = action;
    }

    /** Gives the permit back; later calls do nothing. */
    public void release() {
      if (held.remove(this)) {
        permits.release(client);
      }
    }
  }
}
