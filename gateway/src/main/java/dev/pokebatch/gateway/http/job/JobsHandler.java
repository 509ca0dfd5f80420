package dev.pokebatch.gateway.http.job;

import dev.pokebatch.gateway.access.Caller;
import dev.pokebatch.gateway.http.context.RequestCaller;
import dev.pokebatch.gateway.http.context.RequestClient;
import dev.pokebatch.gateway.http.context.RequestTrace;
import dev.pokebatch.gateway.http.head.IdempotencyHeader;
import dev.pokebatch.gateway.http.head.Negotiation;
import dev.pokebatch.gateway.http.head.Preferences;
import dev.pokebatch.gateway.http.head.QueryParameters;
import dev.pokebatch.gateway.http.response.AsyncResponse;
import dev.pokebatch.gateway.http.response.CompleteResponse;
import dev.pokebatch.gateway.job.JobQueue;
import dev.pokebatch.gateway.job.JobStatus;
import dev.pokebatch.gateway.job.Jobs;
import dev.pokebatch.gateway.store.job.JobCursor;
import dev.pokebatch.gateway.store.job.JobState;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * {@code /v1/batches} and {@code /v1/batches/{id}}: lists, shows, cancels, retries and deletes
 * jobs.
 */
public final class JobsHandler {

  static final String JSON = "application/json";

  /** The longest wait for the end of a job. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private static final long LONGEST_RETRY_AFTER_MS = 30_000;
  private static final List<String> STATES =
      List.of("any", "queued", "running", "cancelling", "ended");

  private final Jobs jobs;
  private final JobQueue queue;
  private final LongPolls longPolls;

  /** Creates a handler. */
  public JobsHandler(Jobs jobs, JobQueue queue, LongPolls longPolls) {
    this.jobs = jobs;
    this.queue = queue;
    this.longPolls = longPolls;
  }

  /** {@code GET /v1/batches}: lists the caller's jobs, newest first; every job for an admin. */
  public void list(RoutingContext context) {
    QueryParameters.allow(context, "state", "limit", "after");
    Negotiation.accept(context, List.of(JSON));
    var state = QueryParameters.choice(context, "state", STATES);
    var limit = (int) QueryParameters.number(context, "limit", 20, 1, 100);
    var after = cursor(context);
    var wanted = state.equals("any") ? null : JobState.valueOf(state.toUpperCase(Locale.ROOT));
    var caller = RequestCaller.of(context);
    // One more than requested, to know whether there is a next page.
    AsyncResponse.answer(
        context,
        jobs.list(caller, wanted, after, limit + 1),
        found -> {
          context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
          CompleteResponse.send(context, JSON, page(caller, found, limit, state).toBuffer());
        });
  }

  private static JsonObject page(Caller caller, List<JobStatus> found, int limit, String state) {
    var list = new JsonArray();
    found.stream().limit(limit).forEach(status -> list.add(JobJson.of(status, caller)));
    var page = new JsonObject().put("jobs", list);
    if (found.size() > limit) {
      var last = found.get(limit - 1).job().cursor();
      var text = last.createdAt() + " " + last.id();
      var after =
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(text.getBytes(StandardCharsets.UTF_8));
      var of = state.equals("any") ? "" : "&state=" + state;
      page.put("next", "/v1/batches?limit=" + limit + of + "&after=" + after);
    }
    return page;
  }

  private static JobCursor cursor(RoutingContext context) {
    var given = context.queryParams().get("after");
    if (given == null) {
      return JobCursor.START;
    }
    try {
      var text = new String(Base64.getUrlDecoder().decode(given), StandardCharsets.UTF_8);
      var parts = text.split(" ", 2);
      return new JobCursor(Long.parseLong(parts[0]), UUID.fromString(parts[1]).toString());
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException none) {
      throw QueryParameters.fault(
          "after", "must be the value in the next link of the previous page");
    }
  }

  /** {@code GET /v1/batches/{id}}: returns the job's status, at once or when it has ended. */
  public void status(RoutingContext context) {
    QueryParameters.allow(context);
    Negotiation.accept(context, List.of(JSON));
    var preferences = Preferences.of(context);
    var wait = preferences.applyWait(LONGEST_WAIT);
    preferences.writeApplied(context);
    var id = context.pathParam("id");
    var job =
        wait.isEmpty()
            ? jobs.find(RequestCaller.of(context), id)
            : longPolls.await(context, id, wait.get());
    AsyncResponse.answer(context, job, found -> sendStatus(context, 200, found));
  }

  /** {@code POST /v1/batches/{id}/cancel}: cancels the job. */
  public void cancel(RoutingContext context) {
    QueryParameters.allow(context);
    AsyncResponse.answer(
        context,
        jobs.cancel(RequestCaller.of(context), context.pathParam("id")),
        cancelled -> sendStatus(context, cancelled.hadEnded() ? 200 : 202, cancelled.status()));
  }

  /**
   * {@code POST /v1/batches/{id}/retry}: submits a new job for the documents that this one did not
   * fetch.
   */
  public void retry(RoutingContext context) {
    QueryParameters.allow(context);
    var id = context.pathParam("id");
    var key = IdempotencyHeader.of(context, JobJson.path(id) + "/retry", Buffer.buffer());
    var retried =
        queue.retry(
            RequestCaller.of(context),
            RequestClient.of(context),
            id,
            key,
            RequestTrace.of(context).link());
    AsyncResponse.answer(context, retried, job -> accepted(context, job));
  }

  /** {@code DELETE /v1/batches/{id}}: deletes the job. */
  public void delete(RoutingContext context) {
    QueryParameters.allow(context);
    AsyncResponse.answer(
        context,
        jobs.delete(RequestCaller.of(context), context.pathParam("id")),
        gone -> context.response().setStatusCode(204).end());
  }

  /** Answers 202 with the location of a job that has been accepted. */
  static void accepted(RoutingContext context, JobStatus status) {
    RequestTrace.of(context).set("pokebatch.job", status.job().id());
    context.response().putHeader(HttpHeaders.LOCATION, JobJson.path(status.job().id()));
    sendStatus(context, 202, status);
  }

  private static void sendStatus(RoutingContext context, int code, JobStatus status) {
    var response = context.response();
    if (response.closed()) {
      return;
    }
    if (status.job().state() != JobState.ENDED) {
      var remaining = Math.min(LONGEST_RETRY_AFTER_MS, status.remainingMs().orElse(1_000));
      var seconds = Math.max(1, Math.floorDiv(remaining + 999, 1_000L));
      response.putHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
    }
    response.setStatusCode(code).putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    CompleteResponse.send(context, JSON, JobJson.of(status, RequestCaller.of(context)).toBuffer());
  }
}
