package dev.pokebatch.gateway.http;

import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.client.ClientResolver;
import dev.pokebatch.gateway.http.admission.RequestClient;
import dev.pokebatch.gateway.http.batch.BatchHandler;
import dev.pokebatch.gateway.http.batch.ExplainHandler;
import dev.pokebatch.gateway.http.batch.KeysHandler;
import dev.pokebatch.gateway.http.batch.StreamHandler;
import dev.pokebatch.gateway.http.body.BodyReader;
import dev.pokebatch.gateway.http.connection.ServerConnections;
import dev.pokebatch.gateway.http.head.RequestHead;
import dev.pokebatch.gateway.http.reference.LimitsHandler;
import dev.pokebatch.gateway.http.reference.OpenApiHandler;
import dev.pokebatch.gateway.http.response.ProblemHandler;
import dev.pokebatch.gateway.http.response.RequestId;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import dev.pokebatch.gateway.problem.RequestProblems;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.regex.Pattern;

/** The route table. */
public final class Routes {

  private static final Handler<RoutingContext> NOTHING =
      refusal(Problem.of(ProblemType.NOT_FOUND, "nothing is at this path"));

  /** What stands where a resource may, and is none: what is below it is no document. */
  private static final List<String> OWN = List.of("batches", "collections", "explain", "limits");

  private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private Routes() {}

  /**
   * All that the gateway answers.
   *
   * @param reference what clients may look up
   */
  public static Router of(
      Vertx vertx,
      LimitsHandler reference,
      BatchLimits limits,
      ServerConnections connections,
      ClientResolver naming,
      BodyReader bodies,
      BatchHandler batches,
      StreamHandler streams,
      KeysHandler keys,
      ExplainHandler explain,
      JobRoutes jobs,
      CollectionRoutes collections) {
    var problems = new ProblemHandler(limits);
    Handler<RoutingContext> body = bodies::handle;

    var router = Router.router(vertx);
    router.route().handler(connections::handle);
    router.route().handler(RequestId::handle).failureHandler(problems);
    router.route().handler(RequestHead::check);
    router.route().handler(new RequestClient(naming)::handle);
    router.route().handler(Routes::refuseBadEscapes);
    router.post("/v1/batches").handler(streams::run);
    router.post("/v1/batches").handler(batches::check);
    router.post("/v1/batches").handler(body).handler(batches::run);
    jobs.mount(router);
    router
        .route("/v1/batches")
        .handler(refusal(RequestProblems.methodNotAllowed(List.of("GET", "HEAD", "POST"))));
    collections.mount(router, body);
    router.post("/v1/explain").handler(explain::check);
    router.post("/v1/explain").handler(body).handler(explain::explain);
    router.route("/v1/explain").handler(refusal(RequestProblems.methodNotAllowed(List.of("POST"))));
    read(router, "/v1/limits", reference::limits);
    read(router, "/problems/:slug", reference::problem);
    read(router, "/openapi.yaml", OpenApiHandler::yaml);
    read(router, "/openapi.json", OpenApiHandler::json);
    OWN.forEach(name -> router.route("/v1/" + name + "/*").handler(NOTHING));
    read(router, "/v1/:resource/:keys", keys::handle);
    router.route().handler(NOTHING);
    problems.handleWhatTheRouterRefuses(router);
    return router;
  }

  /** Answers a request of which not even the head could be read: no route will see it. */
  public static void unreadable(HttpServerRequest request) {
    ProblemHandler.unreadable(request);
  }

  /** The router fails without a word where it has to decode such a path. */
  private static void refuseBadEscapes(RoutingContext context) {
    if (BAD_ESCAPE.matcher(context.request().path()).find()) {
      var words = "the path has a percent sign that does not begin an escape";
      throw new ProblemException(Problem.of(ProblemType.INVALID_REQUEST, words));
    }
    context.next();
  }

  /** What can only be read. */
  static void read(Router router, String path, Handler<RoutingContext> handler) {
    router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).handler(handler);
    router.route(path).handler(refusal(RequestProblems.methodNotAllowed(List.of("GET", "HEAD"))));
  }

  /** Answers with a problem. */
  static Handler<RoutingContext> refusal(Problem problem) {
    return context -> context.fail(new ProblemException(problem));
  }
}
