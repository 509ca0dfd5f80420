package dev.pokebatch.fetcher.serve;

import dev.pokebatch.contract.Addresses;
import dev.pokebatch.contract.Announcement;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.IntSupplier;

/**
 * One lane's part in the announcements of its process: reports at each interval that the lane works
 * and how many calls wait in it, and publishes the announcement if that was the last report that
 * was missing. The first lane also answers roll calls. Confined to one event loop.
 */
public final class Announcer {

  private final Vertx vertx;
  private final LaneReports reports;
  private final int lane;
  private final IntSupplier waiting;

  /**
   * @param reports of all lanes of the process
   * @param lane this event loop's number, from 0
   * @param waiting returns how many calls wait for the upstream
   */
  public Announcer(Vertx vertx, LaneReports reports, int lane, IntSupplier waiting) {
    this.vertx = vertx;
    this.reports = reports;
    this.lane = lane;
    this.waiting = waiting;
  }

  /**
   * Reports for the first time, and listens for roll calls; call it once the lane's consumers are
   * registered. From then on the caller calls {@link #report} at each interval.
   */
  public Future<Void> start() {
    var answersRollCalls =
        lane == 0
            ? vertx
                .eventBus()
                .consumer(Addresses.ROLL_CALL, call -> publish(current()))
                .completion()
            : Future.<Void>succeededFuture();
    return answersRollCalls.onSuccess(listening -> report());
  }

  /** Announces at once, and from now on, that the process is leaving. */
  public void leave() {
    publish(reports.leave());
  }

  /** What the process announces now. */
  public Announcement current() {
    return reports.current();
  }

  /** The interval of announcements has passed, and the lane works. */
  public void report() {
    reports.report(lane, waiting.getAsInt()).ifPresent(this::publish);
  }

  private void publish(Announcement announcement) {
    vertx.eventBus().publish(Addresses.ANNOUNCEMENTS, announcement);
  }
}
