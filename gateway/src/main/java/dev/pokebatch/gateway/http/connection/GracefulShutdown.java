package dev.pokebatch.gateway.http.connection;

import dev.pokebatch.gateway.http.admission.Admissions;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Shuts a gateway down without losing a batch that it has accepted.
 *
 * <ol>
 *   <li>During the notice it works as before, but asks clients to reconnect, so that load balancers
 *       can notice.
 *   <li>Then it accepts no more connections, and no more requests but the first ones of clients
 *       that have just connected. Running batches may end; clients that follow a job are
 *       disconnected, because they can follow it on another gateway.
 *   <li>One second before the grace period ends, batches that still run are cancelled, so that
 *       their clients get an answer.
 * </ol>
 */
public final class GracefulShutdown {

  /** Time to send the last answers. */
  private static final long LAST_ANSWERS_MS = 1_000;

  /** How long a client that has just connected may take to send its first request. */
  private static final long FIRST_REQUEST_MS = 2_000;

  private final Vertx vertx;
  private final Context context;
  private final HttpServer server;
  private final Listener listener;
  private final ServerConnections connections;
  private final Admissions admissions;
  private final Promise<Void> done = Promise.promise();
  private boolean refuses;

  /** Must be created on the event loop of the server. */
  public GracefulShutdown(
      Vertx vertx,
      HttpServer server,
      Listener listener,
      ServerConnections connections,
      Admissions admissions) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.server = server;
    this.listener = listener;
    this.connections = connections;
    this.admissions = admissions;
  }

  /**
   * Begins the shutdown; may be called on any thread.
   *
   * @param notice how long batches are still accepted
   * @param grace how long the shutdown may take, the notice included
   * @return completes when the server has no more connections
   */
  public Future<Void> begin(Duration notice, Duration grace) {
    context.runOnContext(
        here -> {
          connections.announceClose();
          later(Math.min(notice.toMillis(), grace.toMillis()), () -> shutDown(grace.minus(notice)));
        });
    return done.future();
  }

  private void shutDown(Duration remaining) {
    var remainingMs = Math.max(1, remaining.toMillis());
    admissions.endReading(); // jobs go on at other gateways
    later(remainingMs - LAST_ANSWERS_MS, admissions::endWork);
    var end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(remainingMs);
    listener.stop(() -> context.runOnContext(stopped -> awaitFirstRequests(end)));
    later(Math.min(FIRST_REQUEST_MS, remainingMs / 2), () -> refuseRequests(end));
  }

  /** Continues in a later turn, when a request that has just arrived has begun. */
  private void awaitFirstRequests(long end) {
    listener.onAllUsed(() -> context.runOnContext(used -> refuseRequests(end)));
  }

  private void refuseRequests(long end) {
    if (!refuses) {
      refuses = true;
      connections.closeIdle();
      var left = Math.max(1, end - System.nanoTime());
      server.shutdown(left, TimeUnit.NANOSECONDS).onComplete(done);
    }
  }

  private void later(long millis, Runnable action) {
    if (millis <= 0) {
      action.run();
    } else {
      vertx.setTimer(millis, id -> action.run());
    }
  }
}
