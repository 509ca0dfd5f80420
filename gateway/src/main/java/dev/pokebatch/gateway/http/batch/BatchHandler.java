package dev.pokebatch.gateway.http.batch;

import dev.pokebatch.gateway.answer.AnswerFactory;
import dev.pokebatch.gateway.answer.AnswerForm;
import dev.pokebatch.gateway.answer.TableForm;
import dev.pokebatch.gateway.batch.BatchBodyReader;
import dev.pokebatch.gateway.batch.BatchRequest;
import dev.pokebatch.gateway.batch.OptionReader;
import dev.pokebatch.gateway.http.body.RequestBody;
import dev.pokebatch.gateway.http.context.ContextKey;
import dev.pokebatch.gateway.http.head.AnswerType;
import dev.pokebatch.gateway.http.head.HeaderOptions;
import dev.pokebatch.gateway.http.head.Negotiation;
import dev.pokebatch.gateway.http.head.Preferences;
import dev.pokebatch.gateway.http.job.AsyncSubmission;
import dev.pokebatch.gateway.http.response.AsyncResponse;
import dev.pokebatch.gateway.http.response.FinishedEventStream;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/batches}: reads the batch in the body, and runs it at once, or submits it as a
 * job ({@code Prefer: respond-async}, RFC 7240, section 4.1).
 */
public final class BatchHandler {

  /** The second one is handled by {@link StreamHandler}. */
  private static final List<String> CONTENT = List.of("application/json", Negotiation.NDJSON);

  private static final ContextKey<Agreed> AGREED = new ContextKey<>(BatchHandler.class, "agreed");

  private final OptionReader optionReader;
  private final BatchBodyReader reader;
  private final BatchRunner runner;
  private final AsyncSubmission submission;

  /** Creates a handler that passes batches to the runner, and jobs to their submission. */
  public BatchHandler(
      OptionReader optionReader,
      BatchBodyReader reader,
      BatchRunner runner,
      AsyncSubmission submission) {
    this.optionReader = optionReader;
    this.reader = reader;
    this.runner = runner;
    this.submission = submission;
  }

  /** Checks what can be refused before the body arrives. */
  public void check(RoutingContext context) {
    Negotiation.contentType(context, CONTENT);
    checkAnswer(context);
  }

  /** Checks the requested form of the answer, before the body arrives. */
  public void checkAnswer(RoutingContext context) {
    checkAnswer(context, TableForm.BATCH);
  }

  /**
   * Checks the requested form of the answer, before the body arrives.
   *
   * @param fileName see {@link TableForm}
   */
  public void checkAnswer(RoutingContext context, String fileName) {
    var type = AnswerType.of(context, AnswerFactory.TYPES);
    var options = optionReader.readOfAnswer(context.queryParams(), optionReader.defaults());
    var preferences = Preferences.of(context);
    var wait = AsyncSubmission.preferredWait(preferences);
    var trailers = Negotiation.takesTrailers(context);
    var form = AnswerForm.of(type, options, fileName, trailers);
    AGREED.put(context, new Agreed(preferred(form, preferences, wait), wait));
    preferences.writeApplied(context);
    if (FinishedEventStream.answer(context)) {
      return;
    }
    if (wait == null) {
      runner.checkPermit(context);
    }
    context.next();
  }

  private static AnswerForm preferred(
      AnswerForm form, Preferences preferences, @Nullable Duration wait) {
    var asJob = wait != null;
    // Without a wait, the answer is the job's status, which has no results.
    var withResults = wait == null || !wait.isZero();
    var failuresOnly = withResults && preferences.apply("return", "minimal");
    var strict =
        !asJob && AnswerFactory.canBeStrict(form.type()) && preferences.apply("handling", "strict");
    return form.preferring(failuresOnly, strict);
  }

  /** Runs the batch in the body. */
  public void run(RoutingContext context) {
    run(context, "/v1/batches", RequestBody.of(context));
  }

  /**
   * Runs a batch.
   *
   * @param operation the path of the operation, which is the scope of idempotency keys
   */
  public void run(RoutingContext context, String operation, Buffer body) {
    var agreed = AGREED.get(context);
    var form = agreed.form;
    var wait = agreed.asyncWait;
    if (wait == null) {
      var absent = HeaderOptions.of(context, optionReader);
      var request = RequestBody.retainParsed(context, reader.read(body, absent));
      AsyncResponse.answer(context, request, batch -> run(context, batch, form));
    } else {
      submission.accept(context, operation, body, form, wait);
    }
  }

  private void run(RoutingContext context, BatchRequest request, AnswerForm form) {
    if (!context.response().closed()) { // otherwise nothing would cancel it
      runner.run(context, request, form);
    }
  }

  /**
   * What the head of a request has settled about its answer.
   *
   * @param asyncWait how long to wait for the end of a job; null for a batch that is answered at
   *     once
   */
  private record Agreed(AnswerForm form, @Nullable Duration asyncWait) {}
}
