package dev.pokebatch.gateway.http.job;

import dev.pokebatch.gateway.http.admission.Admission;
import dev.pokebatch.gateway.http.context.RequestCaller;
import dev.pokebatch.gateway.http.context.RequestClient;
import dev.pokebatch.gateway.http.context.RequestEnd;
import dev.pokebatch.gateway.job.JobResults;
import dev.pokebatch.gateway.job.JobStatus;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * Clients that wait for the end of a job, within a bound. Waiting ends when the client disconnects;
 * at shutdown clients receive the job's current status. Confined to one event loop.
 */
public final class LongPolls {

  private final JobResults results;
  private final Admission polls;

  /**
   * @param polls bounds how many clients wait at once
   */
  public LongPolls(JobResults results, Admission polls) {
    this.results = results;
    this.polls = polls;
  }

  /**
   * Waits for the end of a job.
   *
   * @return the job when it has ended or the time is over; fails as {@link JobResults#awaitEnd}
   *     does, or with {@code overloaded}
   */
  Future<JobStatus> await(RoutingContext context, String id, Duration atMost) {
    Admission.AdmissionPermit permit;
    try {
      permit = polls.acquire(RequestClient.of(context));
    } catch (RuntimeException overloaded) {
      return Future.failedFuture(overloaded);
    }
    var wait = results.awaitEnd(RequestCaller.of(context), id, atMost);
    permit.onShutdown(wait::end);
    RequestEnd.add(
        context,
        () -> {
          if (!context.response().ended()) {
            wait.end();
          }
        });
    return wait.result()
        .onComplete(
            done -> {
              permit.release();
              wait.close();
            });
  }
}
