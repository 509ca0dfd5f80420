package dev.pokebatch.gateway.http.job;

import dev.pokebatch.gateway.answer.AnswerFactory;
import dev.pokebatch.gateway.answer.AnswerFactory.Shape;
import dev.pokebatch.gateway.answer.ClientResponse;
import dev.pokebatch.gateway.answer.StoredAnswer;
import dev.pokebatch.gateway.batch.OptionTable;
import dev.pokebatch.gateway.http.admission.Admission;
import dev.pokebatch.gateway.http.context.RequestCaller;
import dev.pokebatch.gateway.http.context.RequestClient;
import dev.pokebatch.gateway.http.context.RequestEnd;
import dev.pokebatch.gateway.http.context.RequestQuotas;
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
  private static final String CSV = OptionTable.CSV.name();
  private static final List<String> CSV_USES = List.of("plain", "escape");
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
    QueryParameters.allow(context, "after", "status", "follow", CSV);
    var type = Negotiation.accept(context, TYPES);
    var filter = filter(context);
    var shape = shape(context, type, escapesFormulas(context));
    var follows = QueryParameters.choice(context, "follow", FOLLOW).equals("true");
    if (follows && !type.equals(LINES)) {
      throw QueryParameters.fault("follow", "is available as " + LINES + " only");
    }
    AsyncResponse.answer(
        context,
        results.find(RequestCaller.of(context), context.pathParam("id")),
        batch -> show(context, batch, shape, filter, follows));
  }

  /**
   * {@code GET /v1/batches/{id}/events}: sends results as server-sent events, from the one after
   * {@code Last-Event-ID}.
   */
  public void events(RoutingContext context) {
    RequestQuotas.requireLeft(context);
    QueryParameters.allow(context, "after", "status");
    Negotiation.accept(context, List.of(EVENTS));
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
        batch -> show(context, batch, shape(context, EVENTS, false), from, true));
  }

  /** Answers with the results of a job that has ended, in the form of an answer to a batch. */
  void show(RoutingContext context, StoredBatch batch, Shape shape) {
    var filter = ResultFilter.ALL;
    if (shape.failuresOnly()) {
      filter = filter.outcomes(OutcomeKind.FAILED, OutcomeKind.SKIPPED, OutcomeKind.CANCELLED);
    }
    show(context, batch, shape, filter, false);
  }

  private static Shape shape(RoutingContext context, String type, boolean escapesFormulas) {
    var trailers = Negotiation.takesTrailers(context);
    return new Shape(type, escapesFormulas, true, trailers, false, false, null);
  }

  private static boolean escapesFormulas(RoutingContext context) {
    return QueryParameters.choice(context, CSV, CSV_USES).equals("escape");
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
      Shape shape,
      ResultFilter filter,
      boolean follows) {
    var type = shape.type();
    if (context.response().closed()) {
      return;
    }
    context.response().headers().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
    var to = ClientResponse.to(context.request());
    if (context.request().method().equals(HttpMethod.HEAD)) {
      context.response().putHeader(HttpHeaders.CONTENT_TYPE, type).end();
      return;
    }
    try {
      AnswerFactory.check(type, batch.plan());
      var admission = follows ? this.follows : reads;
      var permit = admission.acquire(RequestClient.of(context));
      // Nothing may throw until the handlers that give the permit back are set.
      var memory = answers.openMemory();
      if (AnswerFactory.STREAM_TYPES.contains(type)) {
        var answer = answers.ofStored(type, to, memory, context::fail);
        var reading =
            follows
                ? results.follow(batch, filter, answer)
                : results.asTheyCame(batch, filter, answer);
        begin(context, reading, answer, memory, permit);
      } else {
        var sparse = batch.job().state() != JobState.ENDED || !filter.isAll();
        var answer =
            answers.ofStored(
                shape, to, memory, batch.plan(), batch.nothing(), sparse, context::fail);
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
