package dev.pokebatch.fetcher.upstream;

import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.process.trace.TraceSpan;
import io.vertx.core.AsyncResult;
import java.net.URI;
import java.util.Locale;

/** The span of an exchange with the upstream, by OpenTelemetry's conventions for HTTP clients. */
final class ExchangeSpan {

  private ExchangeSpan() {}

  /** Begins a span in that of the call. */
  static TraceSpan begin(TraceSpan call, String url) {
    if (!call.isRecorded()) {
      return call;
    }
    var server = URI.create(url);
    var port =
        server.getPort() >= 0 ? server.getPort() : "https".equals(server.getScheme()) ? 443 : 80;
    return call.beginClient("GET")
        .set("http.request.method", "GET")
        .set("url.full", url)
        .set("server.address", String.valueOf(server.getHost()))
        .set("server.port", port);
  }

  /** Ends a span. */
  static void end(TraceSpan span, AsyncResult<UpstreamResponse> outcome) {
    if (!span.isRecorded()) {
      return;
    }
    if (outcome.succeeded()) {
      var status = outcome.result().status();
      span.set("http.response.status_code", status)
          .set("http.response.body.size", outcome.result().body().length);
      if (status >= 400) {
        span.fail(String.valueOf(status));
      }
    } else if (outcome.cause() instanceof FetchException exception) {
      span.fail(exception.failure().kind().name().toLowerCase(Locale.ROOT));
    } else {
      span.fail("_OTHER");
    }
    span.end();
  }
}
