package dev.pokebatch.process.metrics;

import dev.pokebatch.process.offload.Offload;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;

/**
 * Answers {@code /metrics} in the text format of Prometheus or, to those that accept it, of
 * OpenMetrics. A worker thread writes the text.
 */
public final class MetricsHandler implements Handler<HttpServerRequest> {

  static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private static final long WARN_AFTER_MS = 10_000;

  private final Metrics metrics;
  private final Offload workers;

  /** Exports these metrics. */
  public MetricsHandler(Vertx vertx, Metrics metrics) {
    this.metrics = metrics;
    this.workers = new Offload(vertx, "metrics", 1, WARN_AFTER_MS);
  }

  @Override
  public void handle(HttpServerRequest request) {
    var accept = request.getHeader(HttpHeaders.ACCEPT);
    var isOpen =
        accept != null && accept.toLowerCase(Locale.ROOT).contains("application/openmetrics-text");
    var mediaType = isOpen ? OPEN_METRICS : TEXT;
    var response = request.response();
    workers
        .run(() -> metrics.write(mediaType))
        .onSuccess(
            text ->
                response
                    .putHeader(HttpHeaders.CONTENT_TYPE, mediaType)
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end(text))
        .onFailure(failed -> response.setStatusCode(500).end());
  }
}
