package dev.pokebatch.fetcher.sample;

import dev.pokebatch.fetcher.sample.SampleFaults.Fault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * The sample PokéAPI: an HTTP server on loopback. Each answer leaves when its latency is over; what
 * goes wrong on demand goes wrong then.
 */
public final class SampleUpstream {

  private static final String HOST = "127.0.0.1";
  private static final String ROOT = "/api/v2";
  private static final int BACKLOG = 4_096;

  private final Vertx vertx;
  private final SampleConfig config;
  private final Counters counters = new Counters();
  private @Nullable HttpServer server;
  private @Nullable SampleAnswers answers;

  /** One that is not started yet. */
  public SampleUpstream(Vertx vertx, SampleConfig config) {
    this.vertx = vertx;
    this.config = config;
  }

  /** Starts it. */
  public Future<SampleUpstream> start() {
    var options = new HttpServerOptions().setAcceptBacklog(BACKLOG);
    return vertx
        .createHttpServer(options)
        .requestHandler(this::handle)
        .listen(config.port(), HOST)
        .map(
            listening -> {
              server = listening;
              answers = new SampleAnswers(vertx, new SampleDocuments(config, url()));
              return this;
            });
  }

  /** Its base URL, once it is started. */
  public String url() {
    return "http://" + HOST + ":" + (server == null ? 0 : server.actualPort()) + ROOT;
  }

  /** What it has seen. */
  public SampleStats stats() {
    return counters.stats();
  }

  /** Counts from zero again. */
  public void resetStats() {
    counters.reset();
  }

  /** Stops it. */
  public Future<Void> close() {
    return server == null ? Future.succeededFuture() : server.close();
  }

  private void handle(HttpServerRequest request) {
    var path = path(request);
    var fault = config.faults().decide(path, counters.came(path));
    counters.dealt(fault);
    var visit = new Visit(request, counters);
    if (config.latencyMs() == 0) {
      answer(visit, path, fault);
    } else {
      visit.onLeave(vertx, vertx.setTimer(config.latencyMs(), id -> answer(visit, path, fault)));
    }
  }

  private void answer(Visit visit, String path, Fault fault) {
    if (answers != null && !visit.hasLeft()) {
      answers.answer(visit, path, fault);
    }
  }

  /** The path below the root, without the trailing slash. */
  private static String path(HttpServerRequest request) {
    var path = request.path();
    path = path == null ? "" : path;
    path = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    if (path.equals(ROOT)) {
      return "";
    }
    return path.startsWith(ROOT + "/") ? path.substring(ROOT.length() + 1) : "?" + path;
  }
}
