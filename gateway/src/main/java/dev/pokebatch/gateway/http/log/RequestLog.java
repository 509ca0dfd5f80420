package dev.pokebatch.gateway.http.log;

import dev.pokebatch.gateway.client.ClientResolver;
import dev.pokebatch.gateway.http.context.RequestCaller;
import dev.pokebatch.gateway.http.context.RequestEnd;
import dev.pokebatch.gateway.http.context.RequestId;
import dev.pokebatch.gateway.http.context.RequestRoute;
import dev.pokebatch.gateway.http.context.RequestWork;
import dev.pokebatch.gateway.http.response.HeadlessResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs each request when it is over. The logging framework writes the lines on a thread of its own;
 * if it falls far behind, lines are lost rather than requests delayed.
 */
public final class RequestLog {

  private static final Logger ACCESS = LoggerFactory.getLogger("dev.pokebatch.access");
  private static final Logger AUDIT = LoggerFactory.getLogger("dev.pokebatch.audit");

  private static final Set<HttpMethod> CHANGES = Set.of(HttpMethod.PUT, HttpMethod.DELETE);

  /** Routes of POST that are audited: they end a job, or make an API key. */
  private static final Set<String> AUDITED = Set.of("/v1/batches/{id}/cancel", "/v1/keys");

  /** The client closed its connection before the end of the response. */
  private static final int CLIENT_LEFT = 499;

  private final LogFormat format;
  private final ClientResolver clients;
  private final InstantSource clock;

  /**
   * @param format the format of the access log; the audit log is always in JSON
   * @param clients determines the addresses of clients behind proxies
   * @param clock the time of the lines
   */
  public RequestLog(LogFormat format, ClientResolver clients, InstantSource clock) {
    this.format = format;
    this.clients = clients;
    this.clock = clock;
  }

  /** Logs a request when it is over. */
  public void handle(RoutingContext context) {
    if (format != LogFormat.NONE || mayBeAudited(context.request().method())) {
      var time = now();
      var started = System.nanoTime();
      RequestEnd.add(context, () -> log(context, time, started));
    }
    context.next();
  }

  /** Logs a request whose head could not be parsed; called when its response has been written. */
  public void handleUnreadable(HttpServerRequest request) {
    var response = request.response();
    write(
        LoggedRequest.withoutHead(
            now(),
            RequestId.of(response),
            clients.address(request),
            response.getStatusCode(),
            response.bytesWritten()));
  }

  /**
   * Logs a request whose head did not arrive in time; called when its response has been written.
   *
   * @param peer the address of the connection, because no header names another
   */
  public void handleTimeout(String peer, HeadlessResponse answer) {
    write(
        LoggedRequest.withoutHead(
            now(),
            answer.requestId(),
            clients.addressOfPeer(peer),
            answer.status(),
            answer.body().length()));
  }

  private OffsetDateTime now() {
    var time = clock.instant().atZone(ZoneId.systemDefault()).toOffsetDateTime();
    return time.truncatedTo(ChronoUnit.MILLIS);
  }

  private static boolean mayBeAudited(HttpMethod method) {
    return CHANGES.contains(method) || method.equals(HttpMethod.POST);
  }

  private void log(RoutingContext context, OffsetDateTime time, long started) {
    var method = context.request().method();
    var route = RequestRoute.find(context);
    var audited =
        route != null
            && (CHANGES.contains(method)
                || (method.equals(HttpMethod.POST) && AUDITED.contains(route)));
    if (!audited && format == LogFormat.NONE) {
      return;
    }
    var request = request(context, route, time, started);
    if (audited) {
      AUDIT.info("{}", request.toAudit());
    }
    write(request);
  }

  private void write(LoggedRequest request) {
    switch (format) {
      case JSON -> ACCESS.info("{}", request.toJson());
      case COMBINED -> ACCESS.info("{}", request.toCombined());
      case NONE -> {}
    }
  }

  private LoggedRequest request(
      RoutingContext context, @Nullable String route, OffsetDateTime time, long started) {
    var request = context.request();
    var response = context.response();
    return new LoggedRequest(
        time,
        RequestId.of(context),
        RequestCaller.keyId(context),
        clients.address(request),
        request.method().name(),
        String.valueOf(request.path()),
        protocol(request.version()),
        route,
        response.ended() ? response.getStatusCode() : CLIENT_LEFT,
        response.bytesWritten(),
        TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - started) / 1e3,
        RequestWork.find(context),
        withoutQuery(request.getHeader(HttpHeaders.REFERER)),
        request.getHeader(HttpHeaders.USER_AGENT));
  }

  private static String protocol(HttpVersion version) {
    return switch (version) {
      case HTTP_1_0 -> "HTTP/1.0";
      case HTTP_1_1 -> "HTTP/1.1";
      case HTTP_2 -> "HTTP/2.0";
      case HTTP_3 -> "HTTP/3.0";
    };
  }

  private static @Nullable String withoutQuery(@Nullable String url) {
    return url == null ? null : url.replaceAll("[?#].*", "");
  }
}
