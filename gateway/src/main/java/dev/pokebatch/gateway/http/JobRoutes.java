package dev.pokebatch.gateway.http;

import static dev.pokebatch.gateway.http.Routes.read;

import dev.pokebatch.gateway.http.job.JobsHandler;
import dev.pokebatch.gateway.http.job.ResultsHandler;
import io.vertx.ext.web.Router;

/** The routes of jobs. */
public final class JobRoutes {

  private static final String JOB = "/v1/batches/:id";

  private final JobsHandler jobs;
  private final ResultsHandler results;

  /** Creates routes to these handlers. */
  public JobRoutes(JobsHandler jobs, ResultsHandler results) {
    this.jobs = jobs;
    this.results = results;
  }

  void mount(Router router) {
    read(router, "/v1/batches", jobs::list);
    read(router, JOB, jobs::status);
    router.delete(JOB).handler(jobs::delete);
    read(router, JOB + "/results", results::results);
    read(router, JOB + "/events", results::events);
    router.post(JOB + "/cancel").handler(jobs::cancel);
    router.post(JOB + "/retry").handler(jobs::retry);
  }
}
