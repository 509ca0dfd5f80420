package dev.pokebatch.fetcher.serve;

import dev.pokebatch.contract.Addresses;
import dev.pokebatch.contract.Announcement;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.IntSupplier;

/**
 * Says to whoever asks fetchers that this lane lives, whether more waits than it can ask for and
 * when it is leaving: over and over, and at once to a roll call. Confined to one event loop.
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
   * @param rendezvousId decides which targets belong to it
   * @param lane this event loop's number among {@code lanes}, from 0
   * @param waiting tells how many documents wait until they may be asked for at the upstream
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

  /** Begins to speak; call it when the lane can be asked. */
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

  /** Says from now on that it is leaving. */
  public void leave() {
    leaving = true;
    announce();
  }

  private void announce() {
    vertx
        .eventBus()
        .publish(
            Addresses.ANNOUNCEMENTS,
            new Announcement(fetcher, rendezvousId, lane, lanes, waiting.getAsInt(), leaving));
  }
}
