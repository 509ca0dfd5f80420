package dev.pokebatch.gateway;

import dev.pokebatch.contract.client.FetcherClient;
import dev.pokebatch.gateway.client.ClientResolver;
import dev.pokebatch.gateway.http.Routes;
import dev.pokebatch.gateway.http.admission.Admissions;
import dev.pokebatch.gateway.http.admission.SlowRequestDetector;
import dev.pokebatch.gateway.http.connection.AcceptingServer;
import dev.pokebatch.gateway.http.connection.ConnectionLimiter;
import dev.pokebatch.gateway.http.connection.GracefulShutdown;
import dev.pokebatch.gateway.http.connection.ServerConnections;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One event loop's worth of gateway: an HTTP server in front of what runs batches. Up when it has
 * looked for fetchers and can be reached.
 */
public final class GatewayVerticle extends VerticleBase {

  private static final int BACKLOG = 1_024;

  /** Requests at once on an HTTP/2 connection. */
  private static final int STREAMS = 100;

  /**
   * Bytes that each of them may send before they are read (RFC 9113, section 5.2); all together, so
   * that a few that wait do not keep the others from sending.
   */
  private static final int STREAM_WINDOW = 65_535;

  /** A connection on which more requests than that are reset in that time is closed. */
  private static final int RESETS = 200;

  private static final int RESETS_SECONDS = 30;

  private final GatewayConfig config;
  private final ProcessResources shared;
  private final ServerConnections connections = new ServerConnections();
  private final Admissions admissions;
  private volatile @Nullable FetcherClient fetchers;
  private volatile @Nullable Leaving leaving;
  private volatile int port;

  /** What is left when it is to leave. */
  private record Leaving(Context context, GracefulShutdown departure, GatewayComponents parts) {}

  /**
   * @param config the process's configuration
   * @param shared what it has in common with the process's other verticles
   */
  public GatewayVerticle(GatewayConfig config, ProcessResources shared) {
    this.config = config;
    this.shared = shared;
    this.admissions = Admissions.of(shared.places());
  }

  @Override
  public Future<?> start() {
    return FetcherClient.start(vertx).compose(this::start);
  }

  private Future<?> start(FetcherClient client) {
    fetchers = client;
    client.onCount(count -> shared.fetchers().count(this, count));
    var parts = new GatewayComponents(vertx, config, shared, client);
    return parts
        .startJobs()
        .compose(running -> listen(parts))
        .onSuccess(
            server -> {
              var departure = new GracefulShutdown(vertx, server, connections, admissions);
              leaving = new Leaving(context, departure, parts);
              port = server.actualPort();
            });
  }

  /** The port that it listens on. May be called from anywhere. */
  public int port() {
    return port;
  }

  /** How many fetchers it knows. May be called from anywhere. */
  public int fetchers() {
    var client = fetchers;
    return client == null ? 0 : client.fetchers();
  }

  /**
   * Lets every batch end that it has accepted, gives back the jobs that it runs, and takes no more
   * of either. May be called from anywhere.
   *
   * @param grace how long that may take
   */
  public Future<?> leave(Duration grace) {
    shared.fetchers().close();
    var now = leaving;
    if (now == null) {
      return Future.succeededFuture();
    }
    var jobsDone = Promise.promise();
    now.context.runOnContext(here -> now.parts.leaveJobs().onComplete(done -> jobsDone.complete()));
    return Future.join(now.departure.begin(config.notice(), grace), jobsDone.future());
  }

  private Future<HttpServer> listen(GatewayComponents parts) {
    var clock = new SlowRequestDetector(vertx);
    var intake = config.intake();
    var naming = new ClientResolver(intake.proxies());
    var doorman =
        new ConnectionLimiter(shared.places().connections(), naming, clock, intake.timeouts());
    return AcceptingServer.create(vertx, options(), doorman::accept)
        .connectionHandler(connections::opened)
        .invalidRequestHandler(Routes::unreadable)
        .requestHandler(parts.router(connections, clock, admissions))
        .listen();
  }

  private HttpServerOptions options() {
    // Of a negative port Vert.x makes one free port that all instances share.
    var anyPort = config.port() == 0;
    return new HttpServerOptions()
        .setHost(config.host())
        .setPort(anyPort ? -1 : config.port())
        .setAcceptBacklog(BACKLOG)
        .setInitialSettings(
            new Http2Settings()
                .setMaxConcurrentStreams(STREAMS)
                .setInitialWindowSize(STREAM_WINDOW)
                .setMaxHeaderListSize(HttpServerOptions.DEFAULT_MAX_HEADER_SIZE))
        .setHttp2ConnectionWindowSize(STREAMS * STREAM_WINDOW)
        .setHttp2RstFloodMaxRstFramePerWindow(RESETS)
        .setHttp2RstFloodWindowDuration(RESETS_SECONDS)
        .setHttp2RstFloodWindowDurationTimeUnit(TimeUnit.SECONDS)
        .setIdleTimeout((int) config.idleTimeout().toMillis())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
  }
}
