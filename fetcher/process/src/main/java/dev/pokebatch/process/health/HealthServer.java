package dev.pokebatch.process.health;

import dev.pokebatch.contract.UnreadableMessages;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The server of the management port: responds to health probes, and passes other paths on. A
 * process that responds is alive; its readiness also counts the messages that it could not read.
 */
public final class HealthServer {

  private static final Health LIVE = new Health(Health.Status.UP, Map.of());

  private final Map<String, ManagementRoute> routes;

  private HealthServer(Supplier<Health> readiness, Map<String, ManagementRoute> others) {
    routes = new HashMap<>(others);
    routes.put(
        "/health/live", ManagementRoute.read(request -> answer(request, LIVE, LIVE.toJson())));
    routes.put(
        "/health/ready", ManagementRoute.read(request -> answerReady(request, readiness.get())));
  }

  /**
   * Starts the server.
   *
   * @param port where to listen, 0 for any free port
   * @param readiness returns whether the process accepts work; called on an event loop
   * @param others further routes, by path
   * @return the port that the server listens on
   */
  public static Future<Integer> start(
      Vertx vertx,
      String host,
      int port,
      Supplier<Health> readiness,
      Map<String, ManagementRoute> others) {
    return vertx
        .createHttpServer()
        .requestHandler(new HealthServer(readiness, others)::answer)
        .listen(port, host)
        .map(server -> server.actualPort());
  }

  private void answer(HttpServerRequest request) {
    var route = routes.get(request.path());
    if (route == null) {
      request.response().setStatusCode(404).end();
    } else {
      route.handle(request);
    }
  }

  private static void answerReady(HttpServerRequest request, Health health) {
    var body = health.toJson().put("unreadableMessages", UnreadableMessages.count());
    answer(request, health, body);
  }

  private static void answer(HttpServerRequest request, Health health, JsonObject body) {
    request
        .response()
        .setStatusCode(health.ready() ? 200 : 503)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(body.toBuffer());
  }
}
