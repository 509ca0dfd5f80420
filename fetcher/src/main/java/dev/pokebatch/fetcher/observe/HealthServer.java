package dev.pokebatch.fetcher.observe;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Set;

/**
 * Answers health probes on the management port. It is started last, when all else is up, so that
 * whoever answers is ready.
 */
public final class HealthServer {

  private static final Set<HttpMethod> READ = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  private HealthServer() {}

  /**
   * Starts it.
   *
   * @param port where to listen, 0 for any free port
   * @return the port it listens on
   */
  public static Future<Integer> start(Vertx vertx, String host, int port) {
    return vertx
        .createHttpServer()
        .requestHandler(HealthServer::answer)
        .listen(port, host)
        .map(server -> server.actualPort());
  }

  private static void answer(HttpServerRequest request) {
    var response = request.response();
    var path = request.path();
    if (!path.equals("/health/live") && !path.equals("/health/ready")) {
      response.setStatusCode(404).end();
    } else if (!READ.contains(request.method())) {
      response.setStatusCode(405).putHeader(HttpHeaders.ALLOW, "GET, HEAD").end();
    } else {
      response
          .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
          .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
          .end("{\"status\":\"UP\"}");
    }
  }
}
