package dev.pokebatch.gateway.http;

import static dev.pokebatch.gateway.http.Routes.read;
import static dev.pokebatch.gateway.http.Routes.refusal;

import dev.pokebatch.gateway.http.job.JobsHandler;
import dev.pokebatch.gateway.http.job.ResultsHandler;
import dev.pokebatch.gateway.problem.RequestProblems;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** The part of the route table that is about jobs. */
public final class JobRoutes {

  private static final String JOB = "/v1/batches/:id";

  private final JobsHandler jobs;
  private final ResultsHandler results;

  /** Routes to those two. */
  public JobRoutes(JobsHandler jobs, ResultsHandler results) {
    this.jobs = jobs;
    this.results = results;
  }

  void mount(Router router) {
    router.get("/v1/batches").handler(jobs::list);
    router.head("/v1/batches").handler(jobs::list);
    router.get(JOB).handler(jobs::status);
    router.head(JOB).handler(jobs::status);
    router.delete(JOB).handler(jobs::delete);
    router
        .route(JOB)
        .handler(refusal(RequestProblems.methodNotAllowed(List.of("GET", "HEAD", "DELETE"))));
    read(router, JOB + "/results", results::results);
    read(router, JOB + "/events", results::events);
    post(router, JOB + "/cancel", jobs::cancel);
    post(router, JOB + "/retry", jobs::retry);
  }

  private static void post(Router router, String path, Handler<RoutingContext> handler) {
    router.route(path).method(HttpMethod.POST).handler(handler);
    router.route(path).handler(refusal(RequestProblems.methodNotAllowed(List.of("POST"))));
  }
}
