package dev.pokebatch.fetcher.serve;

import dev.pokebatch.contract.Announcement;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * Drains a lane without losing requests: announces that it is leaving, answers requests in flight
 * and late ones from callers that have not heard yet, and hands over the rest when the grace period
 * ends. It keeps listening until the end, since a request to an address without a consumer fails
 * late.
 */
public final class LaneDrain {

  /**
   * The lane is drained when nothing was in flight for this long: by then all callers know, and all
   * replies have left.
   */
  private static final long QUIET_MS = 2 * Announcement.INTERVAL_MS;

  private static final long POLL_MS = 50;

  private final Vertx vertx;
  private final Context context;
  private final Announcer announcer;
  private final FetchService service;
  private final Promise<Void> done = Promise.promise();
  private long quietMs;

  /** Call it on the lane's event loop. */
  public LaneDrain(Vertx vertx, Announcer announcer, FetchService service) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.announcer = announcer;
    this.service = service;
  }

  /**
   * Starts draining; may be called from any thread.
   *
   * @param grace how long requests in flight may take
   * @return completes when nothing is in flight any more
   */
  public Future<Void> start(Duration grace) {
    context.runOnContext(
        here -> {
          announcer.leave();
          poll(grace.toMillis());
        });
    return done.future();
  }

  private void poll(long leftMs) {
    quietMs = service.inFlight() == 0 ? quietMs + POLL_MS : 0;
    if (leftMs <= 0) {
      service.leave();
    }
    if (quietMs > QUIET_MS || leftMs <= -QUIET_MS) {
      done.complete();
    } else {
      vertx.setTimer(POLL_MS, id -> poll(leftMs - POLL_MS));
    }
  }
}
