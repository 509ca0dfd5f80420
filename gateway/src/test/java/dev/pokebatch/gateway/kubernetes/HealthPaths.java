package dev.pokebatch.gateway.kubernetes;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.process.health.Health;
import dev.pokebatch.process.health.HealthServer;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the management port answers, asked of the program itself. */
final class HealthPaths {

  private static final Map<String, Boolean> SERVED = new ConcurrentHashMap<>();

  private HealthPaths() {}

  static boolean served(String path) {
    return path.startsWith("/") && SERVED.computeIfAbsent(path, HealthPaths::ask);
  }

  private static boolean ask(String path) {
    var vertx = Vertx.vertx();
    try {
      var ready = new Health(Health.Status.UP, Map.of());
      var port =
          EmbeddedPair.await(HealthServer.start(vertx, "127.0.0.1", 0, () -> ready, Map.of()));
      var client = new Client(URI.create("http://127.0.0.1:" + port));
      var probe = client.request("GET", path, Map.of(), new byte[0]);
      return client.send(probe, BodyHandlers.discarding()).statusCode() == 200;
    } finally {
      EmbeddedPair.await(vertx.close());
    }
  }
}
