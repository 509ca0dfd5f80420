package dev.pokebatch.gateway.testing;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/**
 * An upstream whose every document is a few bytes and comes after a fixed time. It takes next to
 * nothing from the processors that it shares with whatever is measured, as a remote one does.
 */
public final class SmallDocuments implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;
  private final long latencyMs;

  /** Starts it. */
  public SmallDocuments(long latencyMs) {
    this.latencyMs = latencyMs;
    var options = new HttpServerOptions().setHost("127.0.0.1").setPort(0);
    server =
        EmbeddedPair.await(
            vertx.createHttpServer(options).requestHandler(this::answerLater).listen());
  }

  /** Its base URL. */
  public String url() {
    return "http://127.0.0.1:" + server.actualPort() + "/api/v2";
  }

  private void answerLater(HttpServerRequest request) {
    vertx.setTimer(latencyMs, over -> answer(request));
  }

  private static void answer(HttpServerRequest request) {
    var id = request.path().replaceAll("\\D+", " ").strip().replaceAll(".* ", "");
    request
        .response()
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "max-age=3600")
        .end("{\"id\":" + id + "}");
  }

  @Override
  public void close() {
    EmbeddedPair.await(vertx.close());
  }
}
