package dev.pokebatch.gateway.http;

import static dev.pokebatch.gateway.access.RouteAccess.COLLECTIONS;

import dev.pokebatch.gateway.access.RouteAccess;
import dev.pokebatch.gateway.http.collection.CollectionRuns;
import dev.pokebatch.gateway.http.collection.CollectionsHandler;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** The routes of collections. */
public final class CollectionRoutes {

  private static final String COLLECTION = "/v1/collections/:name";
  private static final String RUN_PATH = COLLECTION + "/runs";

  private final CollectionsHandler collections;
  private final CollectionRuns runs;

  /** Creates routes to these handlers. */
  public CollectionRoutes(CollectionsHandler collections, CollectionRuns runs) {
    this.collections = collections;
    this.runs = runs;
  }

  /**
   * Adds the routes to the router.
   *
   * @param body reads request bodies
   */
  void mount(AccessRouter router, Handler<RoutingContext> body) {
    router.read("/v1/collections", COLLECTIONS, collections::list);
    router.read(COLLECTION, COLLECTIONS, collections::get);
    router.put(COLLECTION, COLLECTIONS, List.of(collections::check, body, collections::put));
    router.delete(COLLECTION, COLLECTIONS, collections::delete);
    router.postFormats(RUN_PATH, RouteAccess.RUNS, List.of(runs::check, body, runs::run));
  }
}
