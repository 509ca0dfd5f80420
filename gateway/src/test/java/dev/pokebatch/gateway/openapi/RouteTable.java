package dev.pokebatch.gateway.openapi;

import dev.pokebatch.contract.client.FetcherClient;
import dev.pokebatch.gateway.GatewayComponents;
import dev.pokebatch.gateway.ProcessResources;
import dev.pokebatch.gateway.access.RouteAccess;
import dev.pokebatch.gateway.http.admission.Admissions;
import dev.pokebatch.gateway.http.admission.SlowRequestDetector;
import dev.pokebatch.gateway.http.connection.ServerConnections;
import dev.pokebatch.gateway.launch.GatewaySettings;
import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.process.metrics.Metrics;
import dev.pokebatch.process.settings.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a gateway's router takes, in the words of a description. */
public final class RouteTable {

  private RouteTable() {}

  /** Each method of each path, but HEAD, which goes with GET: {@code GET /problems/{slug}}. */
  public static List<String> of(Vertx vertx) {
    return router(vertx).getRoutes().stream()
        .filter(route -> route.getPath() != null && route.methods() != null)
        .flatMap(RouteTable::requests)
        .distinct()
        .toList();
  }

  /** Who may use each of these requests. */
  public static Map<String, RouteAccess> access(Vertx vertx) {
    var all = new TreeMap<String, RouteAccess>();
    for (var route : router(vertx).getRoutes()) {
      RouteAccess access = route.getMetadata(RouteAccess.class.getName());
      if (access != null) {
        requests(route).forEach(request -> all.put(request, access));
      }
    }
    return all;
  }

  /** Those with the extension of a format are described together with the others. */
  private static Stream<String> requests(Route route) {
    if (route.getPath().endsWith(".:format")) {
      return Stream.of();
    }
    var path = route.getPath().replaceAll(":([a-z]+)", "{$1}").replaceAll("(?<=.)/$", "/{path}");
    return route.methods().stream()
        .filter(method -> !method.equals(HttpMethod.HEAD))
        .map(method -> method + " " + path);
  }

  private static Router router(Vertx vertx) {
    var fetchers = EmbeddedPair.await(FetcherClient.start(vertx));
    var config = GatewaySettings.gateway(Settings.of(Map.of()));
    var shared = ProcessResources.of(vertx, config, Database.none("there is none"), new Metrics());
    return new GatewayComponents(vertx, config, shared, fetchers)
        .router(
            new ServerConnections(shared.listener()),
            new SlowRequestDetector(vertx),
            Admissions.of(shared.permits()));
  }
}
