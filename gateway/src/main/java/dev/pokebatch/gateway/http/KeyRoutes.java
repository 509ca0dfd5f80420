package dev.pokebatch.gateway.http;

import static dev.pokebatch.gateway.access.RouteAccess.KEYS;

import dev.pokebatch.gateway.http.access.ApiKeysHandler;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** The routes of API keys. */
public final class KeyRoutes {

  private static final String ALL = "/v1/keys";
  private static final String KEY = ALL + "/:id";

  private final ApiKeysHandler keys;

  /** Creates routes to this handler. */
  public KeyRoutes(ApiKeysHandler keys) {
    this.keys = keys;
  }

  /**
   * Adds the routes to the router.
   *
   * @param body reads request bodies
   */
  void mount(AccessRouter router, Handler<RoutingContext> body) {
    router.post(ALL, KEYS, List.of(keys::check, body, keys::create));
    router.read(ALL, KEYS, keys::list);
    router.read(KEY, KEYS, keys::get);
    router.delete(KEY, KEYS, keys::delete);
  }
}
