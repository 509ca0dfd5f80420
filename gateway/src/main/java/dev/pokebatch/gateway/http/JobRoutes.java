package dev.pokebatch.gateway.http;

import static dev.pokebatch.gateway.access.RouteAccess.JOBS;

import dev.pokebatch.gateway.http.job.JobsHandler;
import dev.pokebatch.gateway.http.job.ResultsHandler;
import java.util.List;

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

  void mount(AccessRouter router) {
    router.read("/v1/batches", JOBS, jobs::list);
    router.read(JOB, JOBS, jobs::status);
    router.delete(JOB, JOBS, jobs::delete);
    router.readFormats(JOB + "/results", JOBS, results::results);
    router.readFormats(JOB + "/events", JOBS, results::events);
    router.post(JOB + "/cancel", JOBS, List.of(jobs::cancel));
    router.post(JOB + "/retry", JOBS, List.of(jobs::retry));
  }
}
