package dev.pokebatch.sample;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The verticle of the HTTP server, on an event loop of its own. */
final class SampleServer extends VerticleBase {
  private static final int WORKERS = 2;
  private static final int BACKLOG = 4096;

  private final SampleConfig config;
  private final @Nullable String links;
  private final Counters counters;
  private final Supplier<String> version;
  private @Nullable Site site;
  private @Nullable HttpServer server;
  private volatile int port;

  /**
   * @param links base URL of the links in documents; null for the URL of this server
   * @param version returns the current version of the data; called on the event loop
   */
  SampleServer(
      SampleConfig config, @Nullable String links, Counters counters, Supplier<String> version) {
    this.config = config;
    this.links = links;
    this.counters = counters;
    this.version = version;
  }

  /** The port of the server; 0 before it listens. */
  int port() {
    return port;
  }

  @Override
  public Future<?> start() {
    var workers = vertx.createSharedWorkerExecutor("sample-documents", WORKERS);
    return workers
        .executeBlocking(this::documents, false)
        .compose(documents -> listen(documents, workers));
  }

  /** Reads the tables or lists the folder. Returns a function from the base URL to documents. */
  private Function<String, Documents> documents() throws IOException {
    var data = config.data();
    if (data != null) {
      var stored = Documents.stored(data);
      return baseUrl -> stored;
    }
    var facts = Facts.load();
    return baseUrl -> Documents.written(facts, baseUrl, config);
  }

  private Future<HttpServer> listen(Function<String, Documents> documents, WorkerExecutor workers) {
    var options =
        new HttpServerOptions()
            .setHost("127.0.0.1")
            .setPort(config.port())
            .setAcceptBacklog(BACKLOG)
            .setHttp2ClearTextEnabled(false);
    var opening = vertx.createHttpServer(options);
    server = opening;
    // Links in documents may contain the port, which is known only when the server listens.
    return opening
        .requestHandler(request -> site(documents, workers, opening.actualPort()).handle(request))
        .listen()
        .onSuccess(listening -> port = listening.actualPort());
  }

  /** Completes when no worker will pass a document to the event loop any more. */
  @Override
  public Future<?> stop() {
    var closed = server == null ? Future.<Void>succeededFuture() : server.close();
    return closed.transform(done -> site == null ? Future.succeededFuture() : site.settled());
  }

  private Site site(
      Function<String, Documents> documents, WorkerExecutor workers, int listeningPort) {
    var known = site;
    if (known == null) {
      var baseUrl = links == null ? SampleUpstream.url(listeningPort) : links;
      known = new Site(vertx, workers, config, counters, documents.apply(baseUrl), version);
      site = known;
    }
    return known;
  }
}
