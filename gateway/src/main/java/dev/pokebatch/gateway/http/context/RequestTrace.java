package dev.pokebatch.gateway.http.context;

import dev.pokebatch.gateway.client.ClientResolver;
import dev.pokebatch.process.log.RequestLocal;
import dev.pokebatch.process.trace.TraceSpan;
import dev.pokebatch.process.trace.Tracing;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/**
 * The span of each request, by OpenTelemetry's conventions for HTTP servers, in the trace that the
 * client names ({@code traceparent}; W3C Trace Context) or in a new one.
 */
public final class RequestTrace {

  private static final ContextKey<TraceSpan> SPAN = new ContextKey<>(RequestTrace.class, "span");

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "QUERY");

  private final Tracing tracing;
  private final ClientResolver clients;

  /**
   * @param clients determines the addresses of clients behind proxies
   */
  public RequestTrace(Tracing tracing, ClientResolver clients) {
    this.tracing = tracing;
    this.clients = clients;
  }

  /** Begins the span of a request that has an id. */
  public void handle(RoutingContext context) {
    var request = context.request();
    var span = tracing.beginRequest(method(request), request::getHeader, RequestId.of(context));
    SPAN.put(context, span);
    RequestLocal.put(span.request());
    if (span.isRecorded()) {
      describe(span, request);
      RequestEnd.add(context, () -> end(context, span));
    }
    context.next();
  }

  /** Returns the span of a request that has passed {@link #handle}. */
  public static TraceSpan of(RoutingContext context) {
    return SPAN.get(context);
  }

  private static String method(HttpServerRequest request) {
    var method = request.method().name();
    return METHODS.contains(method) ? method : "HTTP";
  }

  private void describe(TraceSpan span, HttpServerRequest request) {
    var method = method(request);
    span.set("http.request.method", method.equals("HTTP") ? "_OTHER" : method)
        .set("url.scheme", request.isSSL() ? "https" : "http")
        .set("url.path", String.valueOf(request.path()))
        .set("client.address", clients.address(request))
        .set("network.protocol.version", version(request.version()));
    var authority = request.authority();
    if (authority != null) {
      span.set("server.address", authority.host());
    }
    var agent = request.getHeader(HttpHeaders.USER_AGENT);
    if (agent != null) {
      span.set("user_agent.original", agent);
    }
  }

  private static String version(HttpVersion version) {
    return switch (version) {
      case HTTP_1_0 -> "1.0";
      case HTTP_1_1 -> "1.1";
      case HTTP_2 -> "2";
      case HTTP_3 -> "3";
    };
  }

  private static void end(RoutingContext context, TraceSpan span) {
    var route = RequestRoute.find(context);
    if (route != null) {
      span.name(method(context.request()) + " " + route).set("http.route", route);
    }
    var response = context.response();
    var status = response.getStatusCode();
    if (!response.ended()) {
      span.fail("cancelled");
    } else {
      span.set("http.response.status_code", status);
      if (status >= 500) {
        span.fail(String.valueOf(status));
      }
    }
    span.end();
  }
}
