package dev.pokebatch.gateway.http;

import dev.pokebatch.gateway.answer.Answers.Shape;
import dev.pokebatch.gateway.batch.BatchReader;
import dev.pokebatch.gateway.job.JobConfig;
import dev.pokebatch.gateway.job.JobResults;
import dev.pokebatch.gateway.job.Jobs;
import dev.pokebatch.gateway.job.Submission;
import dev.pokebatch.gateway.store.JobRow;
import dev.pokebatch.gateway.store.JobState;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Accepts batches that are to be done whatever happens: says so once it is certain, and not before.
 * A client that would wait for a while gets the answer itself where that is there by then.
 */
public final class Acceptance {

  private final BatchReader reader;
  private final Jobs jobs;
  private final JobResults results;
  private final ResultsHandler answers;

  /** Reads within the limits of jobs. */
  public Acceptance(JobConfig config, Jobs jobs, JobResults results, ResultsHandler answers) {
    this.reader = new BatchReader(config.limits());
    this.jobs = jobs;
    this.results = results;
    this.answers = answers;
  }

  /**
   * For how long a client would wait for the answer to what is kept; null where it is not to be.
   */
  static @Nullable Duration wish(Preferences preferences) {
    return preferences.apply("respond-async")
        ? preferences.applyWait(JobsHandler.LONGEST_WAIT).orElse(Duration.ZERO)
        : null;
  }

  /** Accepts the batch in a body, or fails as reading it and {@link Jobs#submit} do. */
  void accept(RoutingContext context, Buffer body, Shape shape, Duration wait) {
    var documents = reader.read(body).documents();
    var submission =
        new Submission(body, documents, IdempotencyHeader.of(context, Intake.body(context)));
    jobs.submit(submission)
        .compose(
            job -> wait.isZero() ? Future.succeededFuture(job) : results.whenEnded(job.id(), wait))
        .onSuccess(job -> answer(context, job, shape, wait))
        .onFailure(context::fail);
  }

  private void answer(RoutingContext context, JobRow job, Shape shape, Duration wait) {
    if (wait.isZero() || job.state() != JobState.ENDED) {
      JobsHandler.accepted(context, job);
      return;
    }
    context.response().putHeader(HttpHeaders.CONTENT_LOCATION, JobJson.path(job.id()));
    results
        .find(job.id())
        .onSuccess(batch -> answers.show(context, batch, shape))
        .onFailure(context::fail);
  }
}
