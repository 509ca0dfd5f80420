package dev.pokebatch.gateway.http;

import static dev.pokebatch.gateway.http.Routes.read;

import dev.pokebatch.gateway.http.collection.CollectionRuns;
import dev.pokebatch.gateway.http.collection.CollectionsHandler;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** The routes of collections. */
public final class CollectionRoutes {

  private static final String COLLECTION = "/v1/collections/:name";
  private static final String RUNS = COLLECTION + "/runs";

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
  void mount(Router router, Handler<RoutingContext> body) {
    read(router, "/v1/collections", collections::list);
    read(router, COLLECTION, collections::get);
    router.put(COLLECTION).handler(collections::check);
    router.put(COLLECTION).handler(body).handler(collections::put);
    router.delete(COLLECTION).handler(collections::delete);
    router.post(RUNS).handler(runs::check);
    router.post(RUNS).handler(body).handler(runs::run);
  }
}
