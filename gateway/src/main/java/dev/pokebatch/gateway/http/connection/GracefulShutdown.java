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
 * How a gateway ends without losing a batch that it has accepted. For a while it goes on as before,
 * but for asking clients to come back on another connection, so that load balancers notice; then it
 * accepts nothing more, and what runs may end; a little before its time is over, what still runs is
 * called off, so that its clients get an answer all the same. Those who follow a job are sent home
 * at once: they can follow it on another gateway.
 */
public final class GracefulShutdown {

  /** Time for the last answers to leave. */
  private static final long LAST_WORDS_MS = 1_000;

  private final Vertx vertx;
  private final Context context;
  private final HttpServer server;
  private final ServerConnections connections;
  private final Admissions admissions;
  private final Promise<Void> done = Promise.promise();

  /** Made on the event loop of what it ends. */
  public GracefulShutdown(
      Vertx vertx, HttpServer server, ServerConnections connections, Admissions admissions) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.server = server;
    this.connections = connections;
    this.admissions = admissions;
  }

  /**
   * Begins; may be called from anywhere.
   *
   * @param notice how long it goes on accepting batches
   * @param grace how long all of it may take
   * @return done when nothing is under way any more
   */
  public Future<Void> begin(Duration notice, Duration grace) {
    context.runOnContext(
        here -> {
          connections.leave();
          later(Math.min(notice.toMillis(), grace.toMillis()), () -> shutDown(grace.minus(notice)));
        });
    return done.future();
  }

  private void shutDown(Duration left) {
    var leftMs = Math.max(1, left.toMillis());
    admissions.endReading(); // what they wait for goes on elsewhere
    connections.closeIdle();
    server.shutdown(leftMs, TimeUnit.MILLISECONDS).onComplete(done);
    later(leftMs - LAST_WORDS_MS, admissions::endWork);
  }

  private void later(long millis, Runnable action) {
    if (millis <= 0) {
      action.run();
    } else {
      vertx.setTimer(millis, id -> action.run());
    }
  }
}
