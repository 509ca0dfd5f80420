package dev.pokebatch.process.health;

import dev.pokebatch.contract.UnreadableMessages;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The server of the management port: responds to health probes, and passes other paths on. A
 * process that responds is alive; its readiness also counts the messages that it could not read.
 */
public final class HealthServer {

  private static final Set<HttpMethod> READ = Set.of(HttpMethod.GET, HttpMethod.HEAD);
  private static final Health LIVE = new Health(Health.Status.UP, Map.of());

  private final Supplier<Health> readiness;
  private final Map<String, Handler<HttpServerRequest>> others;

  private HealthServer(Supplier<Health> readiness, Map<String, Handler<HttpServerRequest>> others) {
    this.readiness = readiness;
    this.others = others;
  }

  /**
   * Starts the server.
   *
   * @param port where to listen, 0 for any free port
   * @param readiness returns whether the process accepts work; called on an event loop
   * @param others answers requests for further paths, by path
   * @return the port that the server listens on
   */
  public static Future<Integer> start(
      Vertx vertx,
      String host,
      int port,
      Supplier<Health> readiness,
      Map<String, Handler<HttpServerRequest>> others) {
    return vertx
        .createHttpServer()
        .requestHandler(new HealthServer(readiness, others)::answer)
        .listen(port, host)
        .map(server -> server.actualPort());
  }

  private void answer(HttpServerRequest request) {
    switch (request.path()) {
      case "/health/live" -> answer(request, LIVE, LIVE.toJson());
      case "/health/ready" -> {
        var health = readiness.get();
        var body = health.toJson().put("unreadableMessages", UnreadableMessages.count());
        answer(request, health, body);
      }
      default -> others.getOrDefault(request.path(), HealthServer::notFound).handle(request);
    }
  }

  private static void notFound(HttpServerRequest request) {
    request.response().setStatusCode(404).end();
  }

  private static void answer(HttpServerRequest request, Health health, JsonObject body) {
    var response = request.response();
    if (!READ.contains(request.method())) {
      response.setStatusCode(405).putHeader(HttpHeaders.ALLOW, "GET, HEAD").end();
    } else {
      response
          .setStatusCode(health.ready() ? 200 : 503)
          .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
          .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
          .end(body.toBuffer());
    }
  }
}
