package dev.pokebatch.gateway.http.context;

import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** The route that a request has taken, as the OpenAPI document writes it. */
public final class RequestRoute {

  private static final ContextKey<String> ROUTE = new ContextKey<>(RequestRoute.class, "route");

  private RequestRoute() {}

  /**
   * Notes the route of a request.
   *
   * @param path the path of the route, such as {@code /v1/batches/:id}
   */
  public static void put(RoutingContext context, String path) {
    ROUTE.put(context, path);
  }

  /** Returns the route, such as {@code /v1/batches/{id}}; null if there is none. */
  public static @Nullable String find(RoutingContext context) {
    var path = ROUTE.find(context);
    return path == null ? null : path.replaceAll(":([a-z]+)", "{$1}");
  }
}
