package dev.pokebatch.gateway;

import dev.pokebatch.fetcher.client.FetcherClient;
import dev.pokebatch.gateway.answer.AnswerBudget;
import dev.pokebatch.gateway.answer.Answers;
import dev.pokebatch.gateway.batch.BatchReader;
import dev.pokebatch.gateway.batch.KeysReader;
import dev.pokebatch.gateway.dispatch.Dispatcher;
import dev.pokebatch.gateway.dispatch.InFlightLimit;
import dev.pokebatch.gateway.dispatch.Transfers;
import dev.pokebatch.gateway.http.Admission;
import dev.pokebatch.gateway.http.BatchHandler;
import dev.pokebatch.gateway.http.BatchRunner;
import dev.pokebatch.gateway.http.Connections;
import dev.pokebatch.gateway.http.Departure;
import dev.pokebatch.gateway.http.ExplainHandler;
import dev.pokebatch.gateway.http.KeysHandler;
import dev.pokebatch.gateway.http.Routes;
import dev.pokebatch.gateway.http.StreamHandler;
import io.vertx.core.Future;
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
  private final Transfers transfers;
  private final Connections connections = new Connections();
  private final Admission admission;
  private volatile @Nullable FetcherClient fetchers;
  private volatile @Nullable Departure departure;
  private volatile int port;

  /**
   * @param config the process's configuration
   * @param transfers what the process has seen of the upstream
   */
  public GatewayVerticle(GatewayConfig config, Transfers transfers) {
    this.config = config;
    this.transfers = transfers;
    this.admission = new Admission(config.share(config.batches()));
  }

  @Override
  public Future<?> start() {
    return FetcherClient.start(vertx)
        .compose(this::listen)
        .onSuccess(
            server -> {
              departure = new Departure(vertx, server, connections, admission);
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
   * Lets every batch end that it has accepted, and takes no more. May be called from anywhere.
   *
   * @param grace how long that may take
   */
  public Future<Void> leave(Duration grace) {
    var leaving = departure;
    return leaving == null ? Future.succeededFuture() : leaving.begin(config.notice(), grace);
  }

  private Future<HttpServer> listen(FetcherClient client) {
    fetchers = client;
    var inFlight = new InFlightLimit(config.share(config.inFlight()));
    var dispatcher = new Dispatcher(client, inFlight, transfers);
    var reader = new BatchReader(config.limits());
    var budget = new AnswerBudget(config.heldBytes() / config.instances());
    var answers = new Answers(vertx, config.wholeAnswerBytes(), budget);
    var limits = config.limits();
    var runner = new BatchRunner(vertx, limits, dispatcher, answers, admission);
    var batches = new BatchHandler(reader, runner);
    var keys = new KeysHandler(new KeysReader(limits), runner);
    var explain = new ExplainHandler(vertx, reader, limits, dispatcher, admission);
    var streams = new StreamHandler(vertx, limits, dispatcher, answers, admission);
    return vertx
        .createHttpServer(options())
        .connectionHandler(connections::opened)
        .invalidRequestHandler(Routes::unreadable)
        .requestHandler(
            Routes.of(
                vertx, limits, connections, config.batches(), batches, streams, keys, explain))
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
