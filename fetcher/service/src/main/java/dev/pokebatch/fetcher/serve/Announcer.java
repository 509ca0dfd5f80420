package dev.pokebatch.fetcher.serve;

import dev.pokebatch.contract.Addresses;
import dev.pokebatch.contract.Announcement;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.IntSupplier;

/**
 * Announces to all clients that this lane is alive, how many calls wait in it, and whether it is
 * leaving: periodically, and at once after a roll call. Confined to one event loop.
 */
public final class Announcer {

  private final Vertx vertx;
  private final String fetcher;
  private final String rendezvousId;
  private final int lane;
  private final int lanes;
  private final IntSupplier waiting;
  private boolean leaving;

  /**
   * @param fetcher the process's name
   * @param rendezvousId input of the rendezvous hashing that decides which targets the process
   *     serves
   * @param lane this event loop's number among {@code lanes}, from 0
   * @param waiting returns how many calls wait for the upstream
   */
  public Announcer(
      Vertx vertx, String fetcher, String rendezvousId, int lane, int lanes, IntSupplier waiting) {
    this.vertx = vertx;
    this.fetcher = fetcher;
    this.rendezvousId = rendezvousId;
    this.lane = lane;
    this.lanes = lanes;
    this.waiting = waiting;
  }

  /** Starts announcing; call it once the lane's consumers are registered. */
  public Future<Void> start() {
    return vertx
        .eventBus()
        .consumer(Addresses.ROLL_CALL, call -> announce())
        .completion()
        .onSuccess(
            listening -> {
              announce();
              vertx.setPeriodic(Announcement.INTERVAL_MS, id -> announce());
            });
  }

  /** Announces from now on that the lane is leaving. */
  public void leave() {
    leaving = true;
    announce();
  }

  /** What this lane announces now. */
  public Announcement current() {
    return new Announcement(fetcher, rendezvousId, lane, lanes, waiting.getAsInt(), leaving);
  }

  private void announce() {
    vertx.eventBus().publish(Addresses.ANNOUNCEMENTS, current());
  }
}
