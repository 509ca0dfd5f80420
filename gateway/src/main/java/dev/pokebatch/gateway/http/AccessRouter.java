package dev.pokebatch.gateway.http;

import dev.pokebatch.gateway.access.AnonymousAccess;
import dev.pokebatch.gateway.access.RouteAccess;
import dev.pokebatch.gateway.http.batch.QueryHandler;
import dev.pokebatch.gateway.http.context.RequestCaller;
import dev.pokebatch.gateway.http.context.RequestQuotas;
import dev.pokebatch.gateway.http.context.RequestRoute;
import dev.pokebatch.gateway.http.head.AnswerType;
import dev.pokebatch.gateway.http.head.Preferences;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Adds routes to a router, each with a check who may use it. */
final class AccessRouter {

  /** The key under which each route has its {@link RouteAccess}. */
  static final String ACCESS = RouteAccess.class.getName();

  private final Router router;
  private final AnonymousAccess anonymous;

  /**
   * @param anonymous what clients without an API key may do
   */
  AccessRouter(Router router, AnonymousAccess anonymous) {
    this.router = router;
    this.anonymous = anonymous;
  }

  /** Registers handlers of GET and HEAD. */
  void read(String path, RouteAccess access, Handler<RoutingContext> handler) {
    var route = router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD);
    register(route, access, List.of(handler));
  }

  /** Registers handlers of POST, which run one after the other. */
  void post(String path, RouteAccess access, List<Handler<RoutingContext>> handlers) {
    register(router.post(path), access, handlers);
  }

  /** Registers handlers of GET and HEAD, also for the path with the extension of a format. */
  void readFormats(String path, RouteAccess access, Handler<RoutingContext> handler) {
    read(path, access, handler);
    read(path + AnswerType.ROUTE, access, handler);
  }

  /** Registers handlers of POST, also for the path with the extension of a format. */
  void postFormats(String path, RouteAccess access, List<Handler<RoutingContext>> handlers) {
    post(path, access, handlers);
    post(path + AnswerType.ROUTE, access, handlers);
  }

  /** Registers handlers of QUERY (RFC 10008), also for the path with the extension of a format. */
  void queryFormats(String path, RouteAccess access, List<Handler<RoutingContext>> handlers) {
    for (var each : List.of(path, path + AnswerType.ROUTE)) {
      register(router.route(each).method(QueryHandler.QUERY), access, handlers);
    }
  }

  /** Registers handlers of PUT, which run one after the other. */
  void put(String path, RouteAccess access, List<Handler<RoutingContext>> handlers) {
    register(router.put(path), access, handlers);
  }

  /** Registers a handler of DELETE. */
  void delete(String path, RouteAccess access, Handler<RoutingContext> handler) {
    register(router.delete(path), access, List.of(handler));
  }

  private void register(Route route, RouteAccess access, List<Handler<RoutingContext>> handlers) {
    route
        .putMetadata(ACCESS, access)
        .handler(
            context -> {
              RequestRoute.put(context, route.getPath().replace(AnswerType.ROUTE, ""));
              check(context, access);
            });
    handlers.forEach(route::handler);
  }

  private void check(RoutingContext context, RouteAccess access) {
    var asJob = access.submitsJobs() && Preferences.isAsync(context);
    access.check(RequestCaller.of(context), anonymous, asJob);
    if (access.fetches() && !asJob) { // a job waits until there is something left
      RequestQuotas.requireLeft(context);
    }
    if (!access.isOpen(anonymous)) {
      context.addHeadersEndHandler(head -> keepFromSharedCaches(context));
    }
    context.next();
  }

  /** A shared cache would give the answer to clients without a key. */
  private static void keepFromSharedCaches(RoutingContext context) {
    var headers = context.response().headers();
    var caching = headers.get(HttpHeaders.CACHE_CONTROL);
    if (caching != null && caching.contains("public")) {
      headers.set(HttpHeaders.CACHE_CONTROL, caching.replace("public", "private"));
    }
  }
}
