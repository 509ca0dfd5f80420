package dev.pokebatch.gateway.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
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
public final class Connections {

  private final Map<HttpConnection, Integer> requests = new HashMap<>();
  private boolean leaving;

  /** A client has connected. */
  public void opened(HttpConnection connection) {
    requests.put(connection, 0);
    connection.closeHandler(closed -> requests.remove(connection));
  }

  /** A request has come, the first that hears of it. */
  void handle(RoutingContext context) {
    var request = context.request();
    var connection = request.connection();
    requests.computeIfPresent(connection, (c, count) -> count + 1);
    context.addEndHandler(ended -> requests.computeIfPresent(connection, (c, n) -> n - 1));
    if (request.version() != HttpVersion.HTTP_2) {
      context.addHeadersEndHandler(head -> askToLeave(context));
    }
    context.next();
  }

  /** An answer's head is about to be sent; that it is the last may have become known just now. */
  private void askToLeave(RoutingContext context) {
    if (leaving) {
      context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
  }

  /** From now on, clients are asked to come back on another connection. */
  public void leave() {
    leaving = true;
  }

  /** Closes what carries nothing. */
  public void closeIdle() {
    List.copyOf(requests.keySet()).stream()
        .filter(connection -> requests.getOrDefault(connection, 0) == 0)
        .forEach(HttpConnection::close);
  }
}
