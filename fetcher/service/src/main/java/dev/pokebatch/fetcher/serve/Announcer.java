package dev.pokebatch.fetcher.serve;

import dev.pokebatch.contract.Addresses;
import dev.pokebatch.contract.Announcement;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.IntSupplier;

/**
 * One lane's part in the announcements of its process: reports periodically that the lane works and
 * how many calls wait in it, and publishes the announcement if that was the last report that was
 * missing. The first lane also answers roll calls. Confined to one event loop.
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

  /** Starts to report; call it once the lane's consumers are registered. */
  public Future<Void> start() {
    var answersRollCalls =
        lane == 0
            ? vertx
                .eventBus()
                .consumer(Addresses.ROLL_CALL, call -> publish(current()))
                .completion()
            : Future.<Void>succeededFuture();
    return answersRollCalls.onSuccess(
        listening -> {
          report();
          vertx.setPeriodic(Announcement.INTERVAL_MS, id -> report());
        });
  }

  /** Announces at once, and from now on, that the process is leaving. */
  public void leave() {
    publish(reports.leave());
  }

  /** What the process announces now. */
  public Announcement current() {
    return reports.current();
  }

  private void report() {
    reports.report(lane, waiting.getAsInt()).ifPresent(this::publish);
  }

  private void publish(Announcement announcement) {
    vertx.eventBus().publish(Addresses.ANNOUNCEMENTS, announcement);
  }
}
