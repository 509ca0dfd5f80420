package dev.pokebatch.gateway;

import dev.pokebatch.fetcher.client.FetcherClient;
import dev.pokebatch.gateway.http.Admissions;
import dev.pokebatch.gateway.http.Connections;
import dev.pokebatch.gateway.http.Departure;
import dev.pokebatch.gateway.http.Routes;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
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

  /**
   * So many bytes of HTTP/2 streams may wait on a connection: what each of a hundred may send
   * before it is read (RFC 9113, section 5.2), so that a few that wait do not keep the others from
   * sending.
   */
  private static final int CONNECTION_WINDOW = 100 * 65_536;

  private final GatewayConfig config;
  private final Shared shared;
  private final Connections connections = new Connections();
  private final Admissions admissions;
  private volatile @Nullable FetcherClient fetchers;
  private volatile @Nullable Leaving leaving;
  private volatile int port;

  /** What is left when it is to leave. */
  private record Leaving(Context context, Departure departure, Assembly parts) {}

  /**
   * @param config the process's configuration
   * @param shared what it has in common with the process's other verticles
   */
  public GatewayVerticle(GatewayConfig config, Shared shared) {
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
    var parts = new Assembly(vertx, config, shared, client);
    return parts
        .startJobs()
        .compose(running -> listen(parts))
        .onSuccess(
            server -> {
              var departure = new Departure(vertx, server, connections, admissions);
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

  private Future<HttpServer> listen(Assembly parts) {
    return vertx
        .createHttpServer(options())
        .connectionHandler(connections::opened)
        .invalidRequestHandler(Routes::unreadable)
        .requestHandler(parts.router(connections, admissions))
        .listen();
  }

  private HttpServerOptions options() {
    // Of a negative port Vert.x makes one free port that all instances share.
    var anyPort = config.port() == 0;
    return new HttpServerOptions()
        .setHost(config.host())
        .setPort(anyPort ? -1 : config.port())
        .setAcceptBacklog(BACKLOG)
        .setHttp2ConnectionWindowSize(CONNECTION_WINDOW)
        .setIdleTimeout((int) config.idleTimeout().toMillis())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
  }
}
