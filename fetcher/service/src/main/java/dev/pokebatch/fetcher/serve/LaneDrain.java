package dev.pokebatch.fetcher.serve;

import dev.pokebatch.contract.Announcement;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * How a lane ends without losing anything: it says that it is leaving, answers what it has been
 * asked for, and what still comes from those who have not heard, and gives the rest up when its
 * time is over. It goes on listening all the while: who is asked where nobody listens finds out
 * late.
 */
public final class LaneDrain {

  /** So long nothing must be under way: by then everybody has heard, and every answer has left. */
  private static final long QUIET_MS = 2 * Announcement.INTERVAL_MS;

  private static final long POLL_MS = 50;

  private final Vertx vertx;
  private final Context context;
  private final Announcer announcer;
  private final FetchService service;
  private final Promise<Void> done = Promise.promise();
  private long quietMs;

  /** Made on the event loop of what it ends. */
  public LaneDrain(Vertx vertx, Announcer announcer, FetchService service) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.announcer = announcer;
    this.service = service;
  }

  /**
   * Begins; may be called from anywhere.
   *
   * @param grace how long what is under way may take
   * @return done when nothing is under way any more
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
