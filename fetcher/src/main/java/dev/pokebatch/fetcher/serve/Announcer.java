package dev.pokebatch.fetcher.serve;

import dev.pokebatch.fetcher.contract.Addresses;
import dev.pokebatch.fetcher.contract.Announcement;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.IntSupplier;

/**
 * Says to whoever asks fetchers that this lane lives, how loaded it is and when it is leaving: over
 * and over, and at once to a roll call. Confined to one event loop.
 */
public final class Announcer {

  private final Vertx vertx;
  private final String fetcher;
  private final int lane;
  private final int lanes;
  private final IntSupplier load;
  private boolean leaving;

  /**
   * @param fetcher the process's name
   * @param lane this event loop's number among {@code lanes}, from 0
   * @param load tells how many documents are under way at the upstream, or wait for that
   */
  public Announcer(Vertx vertx, String fetcher, int lane, int lanes, IntSupplier load) {
    this.vertx = vertx;
    this.fetcher = fetcher;
    this.lane = lane;
    this.lanes = lanes;
    this.load = load;
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
            new Announcement(fetcher, lane, lanes, load.getAsInt(), leaving));
  }
}
