package dev.pokebatch.gateway.http.job;

import dev.pokebatch.gateway.answer.AnswerFactory;
import dev.pokebatch.gateway.answer.AnswerForm;
import dev.pokebatch.gateway.batch.BatchBodyReader;
import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.batch.OptionTable;
import dev.pokebatch.gateway.batch.OptionValues;
import dev.pokebatch.gateway.http.body.RequestBody;
import dev.pokebatch.gateway.http.context.RequestCaller;
import dev.pokebatch.gateway.http.context.RequestClient;
import dev.pokebatch.gateway.http.context.RequestTrace;
import dev.pokebatch.gateway.http.head.IdempotencyHeader;
import dev.pokebatch.gateway.http.head.Negotiation;
import dev.pokebatch.gateway.http.head.Preferences;
import dev.pokebatch.gateway.http.response.AsyncResponse;
import dev.pokebatch.gateway.job.JobConfig;
import dev.pokebatch.gateway.job.JobQueue;
import dev.pokebatch.gateway.job.JobResults;
import dev.pokebatch.gateway.job.JobStatus;
import dev.pokebatch.gateway.job.StoredBatch;
import dev.pokebatch.gateway.job.Submission;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.store.job.JobRow;
import dev.pokebatch.gateway.store.job.JobState;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Submits batches as jobs, and answers 202 once the job is stored. A client that prefers to wait
 * gets the answer itself if the job ends within that time.
 */
public final class AsyncSubmission {

  private final BatchLimits limits;
  private final BatchBodyReader reader;
  private final JobQueue queue;
  private final JobResults results;
  private final LongPolls longPolls;
  private final ResultsHandler resultsHandler;

  /**
   * @param reader reads batches within the limits of jobs
   */
  public AsyncSubmission(
      JobConfig config,
      BatchBodyReader reader,
      JobQueue queue,
      JobResults results,
      LongPolls longPolls,
      ResultsHandler resultsHandler) {
    this.longPolls = longPolls;
    this.limits = config.limits();
    this.reader = reader;
    this.queue = queue;
    this.results = results;
    this.resultsHandler = resultsHandler;
  }

  /** Returns how long to wait for the end of the job; null if the client does not want a job. */
  public static @Nullable Duration preferredWait(Preferences preferences) {
    return preferences.apply("respond-async")
        ? preferences.applyWait(JobsHandler.LONGEST_WAIT).orElse(Duration.ZERO)
        : null;
  }

  /**
   * Submits the batch in the body; the request fails if the batch is invalid or {@link
   * JobQueue#submit} fails.
   */
  public void accept(
      RoutingContext context, String operation, Buffer body, AnswerForm form, Duration wait) {
    var key = IdempotencyHeader.of(context, operation, RequestBody.of(context));
    var client = RequestClient.of(context);
    var owner = RequestCaller.of(context).owner();
    var languages = Negotiation.languages(context);
    var traceparent = RequestTrace.of(context).link();
    var submitted =
        reader
            .read(body, OptionValues.defaults(limits).with(OptionTable.LANGUAGE, languages))
            .map(
                request -> {
                  var plan = Plan.of(request, limits);
                  if (!wait.isZero()) {
                    AnswerFactory.check(form.type(), plan);
                  }
                  var stored = withLanguages(body, plan, languages);
                  return new Submission(
                      client, owner, stored, request.documents(), key, traceparent);
                })
            .compose(queue::submit);
    AsyncResponse.answer(
        context,
        RequestBody.retainUntil(context, submitted).compose(job -> waited(context, job, wait)),
        job -> answer(context, job, wait.isZero() ? null : form));
  }

  /** A job has no head: what the client's head says of languages becomes a member of the body. */
  private static Buffer withLanguages(Buffer body, Plan plan, List<String> languages) {
    if (languages.isEmpty() || !plan.isLocalized()) {
      return body;
    }
    var object = new JsonObject(body);
    return object.containsKey("language")
        ? body
        : object.put("language", String.join(",", languages)).toBuffer();
  }

  /**
   * Waits for the end of the job. A failure to wait is ignored, because the job has been accepted.
   */
  private Future<JobStatus> waited(RoutingContext context, JobStatus status, Duration wait) {
    return wait.isZero()
        ? Future.succeededFuture(status)
        : longPolls.await(context, status.job().id(), wait).otherwise(status);
  }

  /**
   * @param form the form of the answer; null if the client does not wait for it
   */
  private void answer(RoutingContext context, JobStatus status, @Nullable AnswerForm form) {
    var job = status.job();
    if (form == null || job.state() != JobState.ENDED) {
      JobsHandler.accepted(context, status);
      return;
    }
    var found =
        results
            .find(RequestCaller.of(context), job.id())
            .map(Optional::of)
            .otherwise(Optional.empty());
    AsyncResponse.answer(
        context,
        found,
        batch ->
            batch.ifPresentOrElse(
                stored -> show(context, job, stored, form),
                () -> JobsHandler.accepted(context, status)));
  }

  private void show(RoutingContext context, JobRow job, StoredBatch stored, AnswerForm form) {
    var path = JobJson.path(job.id());
    context.response().putHeader(HttpHeaders.CONTENT_LOCATION, path);
    resultsHandler.show(context, stored, form);
  }
}
