package dev.pokebatch.gateway.http.connection;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The connections of one HTTP server, and how they end without losing a request: first each answer
 * asks its client to use another connection, then those that carry nothing are closed. (A server
 * that is shut down swallows what comes on connections that are kept alive.) Confined to one event
 * loop.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9112#section-9.6">RFC 9112, section 9.6</a>
 */
public final class ServerConnections {

  private final Map<HttpConnection, OpenRequests> connections = new HashMap<>();
  private boolean leaving;

  /** A client has connected. */
  public void opened(HttpConnection connection) {
    var exchanges = new OpenRequests(connection);
    connections.put(connection, exchanges);
    connection.closeHandler(closed -> connections.remove(connection));
    ConnectionGuard.install(connection, exchanges);
  }

  /** A request has come, the first that hears of it. */
  public void handle(RoutingContext context) {
    var request = context.request();
    var exchanges = connections.get(request.connection());
    if (exchanges != null) {
      exchanges.begin(context);
      context.addBodyEndHandler(ended -> exchanges.end(context));
    }
    if (request.version() != HttpVersion.HTTP_2) {
      context.addHeadersEndHandler(head -> askToLeave(context));
    }
    context.next();
  }

  /** An answer's head is about to be sent; that it is the last may have become known just now. */
  private void askToLeave(RoutingContext context) {
    var delimited = isDelimited(context);
    if (leaving || !delimited) {
      context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
    if (!delimited) {
      context.addBodyEndHandler(ended -> context.request().connection().close());
    }
  }

  /**
   * Whether a client can tell where the answer ends while the connection stays open. HTTP/1.0 has
   * no chunks: there an answer without a length ends with its connection (RFC 9112, section 6.3).
   */
  private static boolean isDelimited(RoutingContext context) {
    return context.request().version() != HttpVersion.HTTP_1_0
        || context.response().headers().contains(HttpHeaders.CONTENT_LENGTH)
        || context.response().getStatusCode() == 204
        || context.response().getStatusCode() == 304
        || context.request().method().equals(HttpMethod.HEAD);
  }

  /** From now on, clients are asked to come back on another connection. */
  public void leave() {
    leaving = true;
  }

  /** Closes what carries nothing. */
  public void closeIdle() {
    List.copyOf(connections.entrySet()).stream()
        .filter(connection -> connection.getValue().isEmpty())
        .forEach(connection -> connection.getKey().close());
  }
}
