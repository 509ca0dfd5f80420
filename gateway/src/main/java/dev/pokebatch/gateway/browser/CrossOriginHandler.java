package dev.pokebatch.gateway.browser;

import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * Cross-origin resource sharing (CORS, as the Fetch standard defines it): answers preflights of
 * allowed origins with 204, and lets their pages read every answer, problems included. A request of
 * another origin is answered without these headers, so that a browser keeps the answer from the
 * page; its preflight is refused with {@code forbidden}.
 */
public final class CrossOriginHandler implements Handler<RoutingContext> {

  private static final String METHODS = "GET, HEAD, POST, PUT, DELETE, QUERY, OPTIONS";

  private static final String REQUEST_HEADERS =
      "content-type, accept, authorization, cache-control, prefer, idempotency-key, if-match,"
          + " if-none-match, last-event-id, x-request-id, traceparent, tracestate";

  private static final String RESPONSE_HEADERS =
      "batch-complete, etag, location, link, preference-applied, ratelimit, ratelimit-policy,"
          + " retry-after, server-timing, x-request-id";

  /** How long a browser may remember a preflight's answer, in seconds. */
  private static final String MAX_AGE = "3600";

  private final Origins origins;

  /** Allows these origins. */
  public CrossOriginHandler(Origins origins) {
    this.origins = origins;
  }

  @Override
  public void handle(RoutingContext context) {
    var request = context.request();
    var headers = context.response().headers();
    if (!origins.isEmpty() && !origins.isAny()) {
      headers.add(
          HttpHeaders.VARY, "Origin"); // RFC 9110, section 12.5.5: a cache must tell them apart
    }
    var origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin == null || origins.isEmpty()) {
      context.next();
      return;
    }
    var preflight =
        HttpMethod.OPTIONS.equals(request.method())
            && request.headers().contains(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD);
    if (origins.allows(origin)) {
      headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origins.isAny() ? "*" : origin);
      headers.set(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, RESPONSE_HEADERS);
    } else if (preflight) {
      throw new ProblemException(
          Problem.of(
              ProblemType.FORBIDDEN,
              "Pages of this origin may not call the gateway. CORS_ORIGINS lists those that may."));
    }
    if (preflight) {
      headers.remove(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS);
      headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, METHODS);
      headers.set(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, REQUEST_HEADERS);
      headers.set(HttpHeaders.ACCESS_CONTROL_MAX_AGE, MAX_AGE);
      context.response().setStatusCode(204).end();
    } else {
      context.next();
    }
  }
}
