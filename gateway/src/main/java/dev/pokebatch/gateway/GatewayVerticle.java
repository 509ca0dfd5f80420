package dev.pokebatch.gateway;

import dev.pokebatch.contract.client.FetcherClient;
import dev.pokebatch.contract.client.FetcherView;
import dev.pokebatch.gateway.client.ClientResolver;
import dev.pokebatch.gateway.http.admission.Admissions;
import dev.pokebatch.gateway.http.admission.SlowRequestDetector;
import dev.pokebatch.gateway.http.connection.ConnectionLimiter;
import dev.pokebatch.gateway.http.connection.GracefulShutdown;
import dev.pokebatch.gateway.http.connection.ServerConnections;
import dev.pokebatch.process.metrics.EventLoopLag;
import dev.pokebatch.process.tls.Certificates;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.ServerSSLOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The gateway on one event loop: an HTTP server and the components that run batches and jobs.
 * Started once it has looked for fetchers and accepts connections.
 */
public final class GatewayVerticle extends VerticleBase {

  private static final int BACKLOG = 1_024;

  /** What clients may use over TLS, as without TLS. Vert.x refuses HTTP/1.0 unless it is listed. */
  private static final List<HttpVersion> TLS_VERSIONS =
      List.of(HttpVersion.HTTP_2, HttpVersion.HTTP_1_1, HttpVersion.HTTP_1_0);

  /** Maximum number of concurrent requests on an HTTP/2 connection. */
  private static final int STREAMS = 100;

  /**
   * Flow-control window of each request in bytes (RFC 9113, section 5.2). The window of the
   * connection is the sum of these, so that unread requests do not block the others.
   */
  private static final int STREAM_WINDOW = 65_535;

  /**
   * A connection is closed if its client resets more requests than this in {@link #RESETS_SECONDS}.
   */
  private static final int RESETS = 200;

  private static final int RESETS_SECONDS = 30;

  private final GatewayConfig config;
  private final ProcessResources shared;
  private final int lane;
  private final ServerConnections connections;
  private final Admissions admissions;
  private volatile @Nullable FetcherClient fetchers;
  private volatile @Nullable Leaving leaving;
  private volatile int port;

  /** The parts that are needed for the shutdown. */
  private record Leaving(
      Context context, HttpServer server, GracefulShutdown departure, GatewayComponents parts) {}

  /**
   * @param config the process's configuration
   * @param shared resources shared by all verticles of the process
   * @param lane this verticle's number among {@link GatewayConfig#instances}, from 0
   */
  public GatewayVerticle(GatewayConfig config, ProcessResources shared, int lane) {
    this.lane = lane;
    this.config = config;
    this.shared = shared;
    this.connections = new ServerConnections(shared.listener());
    this.admissions = Admissions.of(shared.permits());
  }

  @Override
  public Future<?> start() {
    shared.eventLoops().add(context);
    return FetcherClient.start(vertx).compose(this::start);
  }

  private Future<?> start(FetcherClient client) {
    fetchers = client;
    client.onCount(count -> shared.fetchers().count(this, count));
    client.onTick(EventLoopLag.of(shared.meters().metrics(), "gateway-" + lane)::add);
    var parts = new GatewayComponents(vertx, config, shared, client);
    return parts
        .startJobs()
        .compose(running -> listen(parts))
        .onSuccess(
            server -> {
              var departure =
                  new GracefulShutdown(vertx, server, shared.listener(), connections, admissions);
              leaving = new Leaving(context, server, departure, parts);
              port = server.actualPort();
            });
  }

  /** Returns the port that it listens on. Thread-safe. */
  public int port() {
    return port;
  }

  /**
   * Uses these certificates for new connections, to all verticles with the same port. Thread-safe.
   */
  public Future<?> use(Certificates replaced) {
    var now = leaving;
    return now == null
        ? Future.failedFuture("not started")
        : now.server.updateSSLOptions(
            new ServerSSLOptions().setKeyCertOptions(replaced.keys()), true);
  }

  /** Returns the number of fetchers that it knows. Thread-safe. */
  public int fetchers() {
    var client = fetchers;
    return client == null ? 0 : client.fetchers();
  }

  /** Returns what it knows of each fetcher. Thread-safe. */
  public Future<List<FetcherView>> fetcherViews() {
    var client = fetchers;
    return client == null ? Future.succeededFuture(List.of()) : client.view();
  }

  /**
   * Shuts down: accepts no more batches and jobs, lets the accepted batches end, and gives back the
   * running jobs. Thread-safe.
   *
   * @param grace maximum duration of the shutdown
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
    var serverLimits = config.serverLimits();
    var naming = new ClientResolver(serverLimits.proxies());
    var doorman =
        new ConnectionLimiter(
            shared.permits().connections(), naming, clock, serverLimits.timeouts(), parts.log());
    return shared
        .listener()
        .createServer(vertx, options(), doorman)
        .connectionHandler(connections::opened)
        .invalidRequestHandler(parts::unreadable)
        .requestHandler(parts.router(connections, clock, admissions))
        .listen(address());
  }

  private SocketAddress address() {
    return config.port() == 0
        ? SocketAddress.sharedRandomPort(1, config.host()) // one free port for all event loops
        : SocketAddress.inetSocketAddress(config.port(), config.host());
  }

  private HttpServerOptions options() {
    var options = new HttpServerOptions();
    var certificates = shared.certificates();
    if (certificates != null) {
      options
          .setSsl(true)
          .setUseAlpn(true)
          .setAlpnVersions(TLS_VERSIONS)
          .setKeyCertOptions(certificates.keys())
          .setSslHandshakeTimeout(config.serverLimits().timeouts().head().toMillis())
          .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    }
    return options
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
        // Its handler refuses more than 128 pipelined requests by an exception.
        .setPerFrameWebSocketCompressionSupported(false)
        .setPerMessageWebSocketCompressionSupported(false)
        .setIdleTimeout((int) config.idleTimeout().toMillis())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
  }
}
