package dev.pokebatch.gateway;

import dev.pokebatch.fetcher.contract.FetcherClient;
import dev.pokebatch.gateway.answer.AnswerBudget;
import dev.pokebatch.gateway.answer.Answers;
import dev.pokebatch.gateway.batch.BatchReader;
import dev.pokebatch.gateway.dispatch.Dispatcher;
import dev.pokebatch.gateway.dispatch.InFlightLimit;
import dev.pokebatch.gateway.http.Admission;
import dev.pokebatch.gateway.http.BatchHandler;
import dev.pokebatch.gateway.http.Routes;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/** One event loop's worth of gateway: an HTTP server in front of what runs batches. */
public final class GatewayVerticle extends VerticleBase {

  private static final int BACKLOG = 1_024;

  private final GatewayConfig config;
  private final IntConsumer listening;

  /**
   * @param config the process's configuration
   * @param listening is told the port, once it is listened on
   */
  public GatewayVerticle(GatewayConfig config, IntConsumer listening) {
    this.config = config;
    this.listening = listening;
  }

  @Override
  public Future<?> start() {
    var limit = new InFlightLimit(config.share(config.inFlight()));
    var handler =
        new BatchHandler(
            vertx,
            new BatchReader(config.limits()),
            new Dispatcher(new FetcherClient(vertx.eventBus()), limit),
            new Answers(
                vertx,
                config.wholeAnswerBytes(),
                new AnswerBudget(config.heldBytes() / config.instances())),
            new Admission(config.share(config.batches())));
    return vertx
        .createHttpServer(options())
        .requestHandler(Routes.of(vertx, config.limits(), handler))
        .listen()
        .onSuccess(server -> listening.accept(server.actualPort()));
  }

  private HttpServerOptions options() {
    // Of a negative port Vert.x makes one free port that all instances share.
    var anyPort = config.port() == 0;
    return new HttpServerOptions()
        .setHost(config.host())
        .setPort(anyPort ? -1 : config.port())
        .setAcceptBacklog(BACKLOG)
        .setDecompressionSupported(true)
        .setIdleTimeout((int) config.idleTimeout().toMillis())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
  }
}
