package dev.pokebatch.gateway.http;

import static dev.pokebatch.gateway.http.Routes.read;
import static dev.pokebatch.gateway.http.Routes.refusal;

import dev.pokebatch.gateway.http.collection.CollectionRuns;
import dev.pokebatch.gateway.http.collection.CollectionsHandler;
import dev.pokebatch.gateway.problem.RequestProblems;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** The part of the route table that is about collections. */
public final class CollectionRoutes {

  private static final String COLLECTION = "/v1/collections/:name";
  private static final String RUNS = COLLECTION + "/runs";

  private final CollectionsHandler collections;
  private final CollectionRuns runs;

  /** Routes to those two. */
  public CollectionRoutes(CollectionsHandler collections, CollectionRuns runs) {
    this.collections = collections;
    this.runs = runs;
  }

  /**
   * @param body reads the body
   */
  void mount(Router router, Handler<RoutingContext> body) {
    read(router, "/v1/collections", collections::list);
    router.get(COLLECTION).handler(collections::get);
    router.head(COLLECTION).handler(collections::get);
    router.put(COLLECTION).handler(collections::check);
    router.put(COLLECTION).handler(body).handler(collections::put);
    router.delete(COLLECTION).handler(collections::delete);
    router
        .route(COLLECTION)
        .handler(
            refusal(RequestProblems.methodNotAllowed(List.of("GET", "HEAD", "PUT", "DELETE"))));
    router.post(RUNS).handler(runs::check);
    router.post(RUNS).handler(body).handler(runs::run);
    router.route(RUNS).handler(refusal(RequestProblems.methodNotAllowed(List.of("POST"))));
  }
}
