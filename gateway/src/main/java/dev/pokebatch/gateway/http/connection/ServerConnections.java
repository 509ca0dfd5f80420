package dev.pokebatch.gateway.http.connection;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The open connections of one HTTP server. They are closed at shutdown without losing a request:
 *
 * <ol>
 *   <li>Each answer asks its client to use another connection.
 *   <li>No more connections are accepted. A client that has just connected may still send its first
 *       request.
 *   <li>Idle connections are closed. (A Vert.x server that is shutting down drops requests that
 *       arrive on kept-alive connections.)
 * </ol>
 *
 * <p>Confined to one event loop.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-9.6">RFC 9112, section 9.6</a>
 */
public final class ServerConnections {

  private static final Pattern COMMA = Pattern.compile(",");

  private final Map<HttpConnection, OpenRequests> connections = new HashMap<>();
  private final Listener listener;
  private boolean closing;

  /** Creates the record of the connections that this listener accepts. */
  public ServerConnections(Listener listener) {
    this.listener = listener;
  }

  /** Notes that the head of a connection's first request has arrived. */
  public void opened(HttpConnection connection) {
    listener.used(((ConnectionBase) connection).channel());
    var openRequests = new OpenRequests(connection);
    connections.put(connection, openRequests);
    connection.closeHandler(closed -> connections.remove(connection));
    ConnectionGuard.install(connection, openRequests);
  }

  /** Tracks a request; must be the first handler of all routes. */
  public void handle(RoutingContext context) {
    var request = context.request();
    var openRequests = connections.get(request.connection());
    if (openRequests != null) {
      openRequests.begin(context);
      context.addBodyEndHandler(ended -> openRequests.end(context));
    }
    if (request.version() != HttpVersion.HTTP_2) {
      context.addHeadersEndHandler(head -> addConnectionClose(context));
    }
    context.next();
  }

  /** Adds {@code Connection: close} where needed, just before the head of an answer is written. */
  private void addConnectionClose(RoutingContext context) {
    var delimited = isDelimited(context);
    var last = !delimited || asksForClose(context);
    if (closing || last) {
      context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    if (last) {
      context.addBodyEndHandler(ended -> context.request().connection().close());
    }
  }

  /**
   * Whether the options of the connection include {@code close} (RFC 9110, section 7.6.1). Vert.x
   * recognizes it only if it is the whole field.
   */
  private static boolean asksForClose(RoutingContext context) {
    return context.request().headers().getAll(HttpHeaders.CONNECTION).stream()
        .flatMap(line -> COMMA.splitAsStream(line))
        .anyMatch(option -> option.strip().equalsIgnoreCase("close"));
  }

  /**
   * Whether a client can detect the end of the answer while the connection stays open. HTTP/1.0 has
   * no chunked coding: an answer without a length ends with its connection (RFC 9112, section 6.3).
   */
  private static boolean isDelimited(RoutingContext context) {
    return context.request().version() != HttpVersion.HTTP_1_0
        || context.response().headers().contains(HttpHeaders.CONTENT_LENGTH)
        || context.response().getStatusCode() == 204
        || context.response().getStatusCode() == 304
        || context.request().method().equals(HttpMethod.HEAD);
  }

  /** From now on, each answer asks its client to use another connection. */
  public void announceClose() {
    closing = true;
  }

  /** Closes the connections without open requests. */
  public void closeIdle() {
    List.copyOf(connections.entrySet()).stream()
        .filter(connection -> connection.getValue().isEmpty())
        .forEach(connection -> connection.getKey().close());
  }
}
