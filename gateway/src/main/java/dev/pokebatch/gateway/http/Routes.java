package dev.pokebatch.gateway.http;

import dev.pokebatch.gateway.access.AnonymousAccess;
import dev.pokebatch.gateway.access.Authenticator;
import dev.pokebatch.gateway.access.RouteAccess;
import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.browser.BrowserPolicy;
import dev.pokebatch.gateway.browser.CrossOriginHandler;
import dev.pokebatch.gateway.browser.ForeignRequestGuard;
import dev.pokebatch.gateway.client.ClientResolver;
import dev.pokebatch.gateway.http.batch.BatchHandler;
import dev.pokebatch.gateway.http.batch.ExplainHandler;
import dev.pokebatch.gateway.http.batch.KeysHandler;
import dev.pokebatch.gateway.http.batch.QueryHandler;
import dev.pokebatch.gateway.http.batch.StreamHandler;
import dev.pokebatch.gateway.http.body.BodyReader;
import dev.pokebatch.gateway.http.connection.ServerConnections;
import dev.pokebatch.gateway.http.connection.StreamLimiter;
import dev.pokebatch.gateway.http.context.RequestCaller;
import dev.pokebatch.gateway.http.context.RequestClient;
import dev.pokebatch.gateway.http.context.RequestEnd;
import dev.pokebatch.gateway.http.context.RequestId;
import dev.pokebatch.gateway.http.context.RequestQuotas;
import dev.pokebatch.gateway.http.context.RequestTrace;
import dev.pokebatch.gateway.http.context.UnreadResponseMemory;
import dev.pokebatch.gateway.http.head.RequestHead;
import dev.pokebatch.gateway.http.log.RequestLog;
import dev.pokebatch.gateway.http.reference.LimitsHandler;
import dev.pokebatch.gateway.http.reference.OpenApiHandler;
import dev.pokebatch.gateway.http.reference.ProblemTypesHandler;
import dev.pokebatch.gateway.http.reference.TicksHandler;
import dev.pokebatch.gateway.http.response.ProblemHandler;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import dev.pokebatch.gateway.problem.RequestProblems;
import dev.pokebatch.gateway.quota.QuotaAccounts;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The route table. */
public final class Routes {

  private static final Handler<RoutingContext> NOT_FOUND =
      refusal(Problem.of(ProblemType.NOT_FOUND, "there is no resource at this path"));

  /** First path segments of our own endpoints; never resource names. */
  private static final List<String> OWN_SEGMENTS =
      List.of("batches", "collections", "explain", "keys", "limits", "sprites", "ticks");

  private static final String BATCHES = "/v1/batches";

  /** The order in which {@code Allow} lists them. */
  private static final List<HttpMethod> METHODS =
      List.of(
          HttpMethod.GET,
          HttpMethod.HEAD,
          HttpMethod.POST,
          HttpMethod.PUT,
          HttpMethod.DELETE,
          QueryHandler.QUERY);

  private static final Pattern BAD_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private Routes() {}

  /**
   * Returns the router of all requests.
   *
   * @param limitsHandler answers {@code /v1/limits}
   * @param anonymous what clients without an API key may do
   * @param quotas the accounts in which requests count
   */
  public static Router of(
      Vertx vertx,
      LimitsHandler limitsHandler,
      BatchLimits limits,
      ServerConnections connections,
      StreamLimiter openStreams,
      UnreadResponseMemory responses,
      RequestTrace traces,
      RequestLog log,
      Authenticator authenticator,
      AnonymousAccess anonymous,
      ClientResolver clients,
      QuotaAccounts quotas,
      BrowserPolicy browsers,
      BodyReader bodies,
      BatchHandler batches,
      QueryHandler queries,
      StreamHandler streams,
      KeysHandler keys,
      ExplainHandler explain,
      JobRoutes jobs,
      CollectionRoutes collections,
      KeyRoutes apiKeys,
      SpriteRoutes sprites,
      TicksHandler ticks) {
    var problems = new ProblemHandler(limits);
    Handler<RoutingContext> body = bodies::handle;

    var router = Router.router(vertx);
    router.route().handler(RequestEnd::handle);
    router.route().handler(connections::handle);
    router.route().handler(RequestId::handle).failureHandler(problems);
    router.route().handler(traces::handle);
    router.route().handler(log::handle);
    router.route().handler(new CrossOriginHandler(browsers.origins()));
    router.route().handler(new ForeignRequestGuard(browsers));
    router.route().handler(RequestHead::check);
    router.route().handler(new RequestCaller(authenticator)::handle);
    router.route().handler(new RequestClient(clients)::handle);
    router.route().handler(openStreams::handle);
    router.route().handler(responses::handle);
    router.route().handler(new RequestQuotas(quotas)::handle);
    router.route().handler(Routes::refuseBadEscapes);
    var table = new AccessRouter(router, anonymous);
    table.postFormats(
        BATCHES, RouteAccess.BATCHES, List.of(streams::run, batches::check, body, batches::run));
    table.queryFormats(BATCHES, RouteAccess.QUERIES, List.of(queries::check, body, queries::run));
    jobs.mount(table);
    collections.mount(table, body);
    apiKeys.mount(table, body);
    sprites.mount(table);
    table.post("/v1/explain", RouteAccess.BATCHES, List.of(explain::check, body, explain::explain));
    table.read("/v1/limits", RouteAccess.REFERENCE, limitsHandler::handle);
    table.read("/v1/ticks", RouteAccess.REFERENCE, ticks::handle);
    table.read("/problems/:slug", RouteAccess.OPEN, ProblemTypesHandler::handle);
    table.read("/openapi.yaml", RouteAccess.REFERENCE, OpenApiHandler::yaml);
    table.read("/openapi.json", RouteAccess.REFERENCE, OpenApiHandler::json);
    PageRoutes.mount(router, table);
    refuseOtherMethods(router);
    OWN_SEGMENTS.forEach(name -> router.route("/v1/" + name + "/*").handler(NOT_FOUND));
    table.read("/v1/:resource/:keys", RouteAccess.DOCUMENTS, keys::handle);
    table.read("/v1/:resource", RouteAccess.DOCUMENTS, keys::page);
    refuseOtherMethods(router);
    router.route().handler(NOT_FOUND);
    problems.handleWhatTheRouterRefuses(router);
    return router;
  }

  /** Answers and logs a request whose head could not be parsed; it reaches no route. */
  public static void unreadable(HttpServerRequest request, RequestLog log) {
    ProblemHandler.unreadable(request);
    log.handleUnreadable(request);
  }

  /**
   * Refuses paths with an invalid percent escape, which the router would fail to decode without an
   * answer.
   */
  private static void refuseBadEscapes(RoutingContext context) {
    if (BAD_ESCAPE.matcher(context.request().path()).find()) {
      var words = "the path has an invalid percent escape";
      throw new ProblemException(Problem.of(ProblemType.INVALID_REQUEST, words));
    }
    context.next();
  }

  /**
   * Answers 405 to other methods of the paths that have been registered since the last call; {@code
   * Allow} lists the registered methods.
   */
  private static void refuseOtherMethods(Router router) {
    var allowed = new LinkedHashMap<String, Set<HttpMethod>>();
    var refused = new HashSet<String>();
    for (var route : router.getRoutes()) {
      if (route.getPath() != null && route.methods() == null) {
        refused.add(route.getPath());
      } else if (route.getPath() != null) {
        var below = route.isExactPath() ? "" : "*";
        allowed
            .computeIfAbsent(route.getPath() + below, path -> new HashSet<>())
            .addAll(route.methods());
      }
    }
    allowed.keySet().removeAll(refused);
    allowed.forEach(
        (path, methods) ->
            router
                .route(path)
                .handler(refusal(RequestProblems.methodNotAllowed(inOrder(methods)))));
  }

  private static List<String> inOrder(Set<HttpMethod> methods) {
    return METHODS.stream().filter(methods::contains).map(HttpMethod::name).toList();
  }

  private static Handler<RoutingContext> refusal(Problem problem) {
    return context -> context.fail(new ProblemException(problem));
  }
}
