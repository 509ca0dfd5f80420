package dev.pokebatch.gateway.http.job;

import dev.pokebatch.gateway.answer.AnswerFactory;
import dev.pokebatch.gateway.answer.AnswerForm;
import dev.pokebatch.gateway.answer.ClientResponse;
import dev.pokebatch.gateway.answer.StoredAnswer;
import dev.pokebatch.gateway.answer.TableForm;
import dev.pokebatch.gateway.batch.CsvArrays;
import dev.pokebatch.gateway.batch.CsvUse;
import dev.pokebatch.gateway.http.admission.Admission;
import dev.pokebatch.gateway.http.context.RequestCaller;
import dev.pokebatch.gateway.http.context.RequestClient;
import dev.pokebatch.gateway.http.context.RequestEnd;
import dev.pokebatch.gateway.http.context.RequestQuotas;
import dev.pokebatch.gateway.http.head.AnswerType;
import dev.pokebatch.gateway.http.head.Negotiation;
import dev.pokebatch.gateway.http.head.QueryParameters;
import dev.pokebatch.gateway.http.response.AsyncResponse;
import dev.pokebatch.gateway.http.response.FinishedEventStream;
import dev.pokebatch.gateway.job.JobResults;
import dev.pokebatch.gateway.job.StoredBatch;
import dev.pokebatch.gateway.memory.BatchMemory;
import dev.pokebatch.gateway.outcome.OutcomeKind;
import dev.pokebatch.gateway.store.job.JobState;
import dev.pokebatch.gateway.store.job.ResultFilter;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;

/** {@code /v1/batches/{id}/results} and {@code .../events}: the results of a job. */
public final class ResultsHandler {

  private static final String EVENTS = "text/event-stream";
  private static final String LINES = "application/x-ndjson";
  private static final List<String> TYPES = List.of(JobsHandler.JSON, LINES, "text/csv");
  private static final List<String> FOLLOW = List.of("false", "true");
  private static final List<String> ENVELOPES = List.of("full", "none");
  private static final List<String> OUTCOMES =
      OutcomeKind.OF_DOCUMENT.stream().sorted().map(OutcomeKind::word).toList();

  private final JobResults results;
  private final AnswerFactory answers;
  private final Admission reads;
  private final Admission follows;

  /**
   * @param reads bounds how many clients read stored results at once
   * @param follows bounds how many clients wait for more results at once
   */
  public ResultsHandler(
      JobResults results, AnswerFactory answers, Admission reads, Admission follows) {
    this.results = results;
    this.answers = answers;
    this.reads = reads;
    this.follows = follows;
  }

  /**
   * {@code GET /v1/batches/{id}/results}: sends the stored results, and with {@code follow=true}
   * those to come.
   */
  public void results(RoutingContext context) {
    RequestQuotas.requireLeft(context);
    QueryParameters.allow(
        context, "after", "status", "follow", "csv", "arrays", "envelope", AnswerType.PARAMETER);
    var type = AnswerType.of(context, TYPES);
    var filter = filter(context);
    var form = form(context, type);
    var follows = QueryParameters.choice(context, "follow", FOLLOW).equals("true");
    if (follows && !type.equals(LINES)) {
      throw QueryParameters.fault("follow", "is available as " + LINES + " only");
    }
    AsyncResponse.answer(
        context,
        results.find(RequestCaller.of(context), context.pathParam("id")),
        batch -> show(context, batch, enveloped(context, form, batch), filter, follows));
  }

  /**
   * {@code GET /v1/batches/{id}/events}: sends results as server-sent events, from the one after
   * {@code Last-Event-ID}.
   */
  public void events(RoutingContext context) {
    RequestQuotas.requireLeft(context);
    QueryParameters.allow(context, "after", "status", "envelope", AnswerType.PARAMETER);
    var form = form(context, AnswerType.of(context, List.of(EVENTS)));
    if (FinishedEventStream.answer(context)) {
      return;
    }
    var filter = filter(context);
    var last = context.request().getHeader("Last-Event-ID");
    var from =
        last != null && last.matches("[0-9]{1,18}") ? filter.after(Long.parseLong(last)) : filter;
    AsyncResponse.answer(
        context,
        results.find(RequestCaller.of(context), context.pathParam("id")),
        batch -> show(context, batch, enveloped(context, form, batch), from, true));
  }

  /** Answers with the results of a job that has ended, in the form of an answer to a batch. */
  void show(RoutingContext context, StoredBatch batch, AnswerForm form) {
    var filter = ResultFilter.ALL;
    if (form.failuresOnly()) {
      filter = filter.outcomes(OutcomeKind.FAILED, OutcomeKind.SKIPPED, OutcomeKind.CANCELLED);
    }
    show(context, batch, form.bare(batch.plan().options().isBare()), filter, false);
  }

  private static AnswerForm form(RoutingContext context, String type) {
    var use = QueryParameters.choice(context, "csv", List.of("plain", "escape"));
    var arrays = QueryParameters.choice(context, "arrays", List.of("joined", "json"));
    var table =
        new TableForm(
            CsvUse.valueOf(use.toUpperCase(Locale.ROOT)),
            CsvArrays.valueOf(arrays.toUpperCase(Locale.ROOT)),
            TableForm.BATCH);
    QueryParameters.optionalChoice(context, "envelope", ENVELOPES);
    var trailers = Negotiation.takesTrailers(context);
    return new AnswerForm(type, table, false, true, trailers, false, false, null);
  }

  /** Returns the form with the envelope that the query asks for, or else the batch. */
  private static AnswerForm enveloped(RoutingContext context, AnswerForm form, StoredBatch batch) {
    return form.bare(
        QueryParameters.optionalChoice(context, "envelope", ENVELOPES)
            .map("none"::equals)
            .orElseGet(batch.plan().options()::isBare));
  }

  private static ResultFilter filter(RoutingContext context) {
    var after = QueryParameters.number(context, "after", 0, 0, Long.MAX_VALUE / 10);
    var outcomes =
        QueryParameters.words(context, "status", OUTCOMES).stream()
            .map(word -> OutcomeKind.valueOf(word.toUpperCase(Locale.ROOT)))
            .toArray(OutcomeKind[]::new);
    return ResultFilter.ALL.after(after).outcomes(outcomes);
  }

  private void show(
      RoutingContext context,
      StoredBatch batch,
      AnswerForm form,
      ResultFilter filter,
      boolean follows) {
    var type = form.type();
    if (context.response().closed()) {
      return;
    }
    var to = ClientResponse.to(context.request());
    if (context.request().method().equals(HttpMethod.HEAD)) {
      context.response().putHeader(HttpHeaders.CONTENT_TYPE, type).end();
      return;
    }
    try {
      AnswerFactory.check(type, batch.plan());
      var admission = follows ? this.follows : reads;
      var client = RequestClient.of(context);
      var permit = admission.acquire(client);
      // Nothing may throw until the handlers that give the permit back are set.
      var memory = answers.openMemory(client);
      if (AnswerFactory.STREAM_TYPES.contains(type)) {
        var answer = answers.ofStored(form, to, memory, context::fail);
        var reading =
            follows
                ? results.follow(batch, filter, answer)
                : results.asTheyCame(batch, filter, answer);
        begin(context, reading, answer, memory, permit);
      } else {
        var sparse = batch.job().state() != JobState.ENDED || !filter.isAll();
        var answer =
            answers.ofStored(form, to, memory, batch.plan(), batch.steps(), sparse, context::fail);
        begin(context, results.inRequestOrder(batch, filter, answer), answer, memory, permit);
      }
    } catch (RuntimeException refused) {
      context.fail(refused);
    }
  }

  private static void begin(
      RoutingContext context,
      JobResults.ResultSubscription reading,
      StoredAnswer answer,
      BatchMemory memory,
      Admission.AdmissionPermit permit) {
    permit.onShutdown(reading::end);
    RequestEnd.add(
        context,
        () -> {
          permit.release();
          memory.close();
          reading.close();
          if (!context.response().ended()) {
            answer.abandon();
          }
        });
    answer.begin(reading::resume);
    reading.resume();
  }
}
