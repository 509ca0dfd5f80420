package dev.pokebatch.gateway.http;

import dev.pokebatch.gateway.answer.Answers;
import dev.pokebatch.gateway.batch.BatchReader;
import dev.pokebatch.gateway.dispatch.Dispatcher;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import dev.pokebatch.gateway.run.BatchRun;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** {@code POST /v1/batches}: reads a batch, runs it, answers as it goes. */
public final class BatchHandler {

  private static final List<String> CONTENT = List.of("application/json");
  private static final String ANSWER_TYPE = "answerType";
  private static final int RETRY_AFTER_MS = 1_000;

  private final Vertx vertx;
  private final BatchReader reader;
  private final Dispatcher dispatcher;
  private final Answers answers;
  private final Admission admission;

  /** Runs what the reader understands, within what admission lets in. */
  public BatchHandler(
      Vertx vertx,
      BatchReader reader,
      Dispatcher dispatcher,
      Answers answers,
      Admission admission) {
    this.vertx = vertx;
    this.reader = reader;
    this.dispatcher = dispatcher;
    this.answers = answers;
    this.admission = admission;
  }

  /** What can be refused before the body is there. */
  void check(RoutingContext context) {
    QueryParameters.allow(context);
    Negotiation.contentType(context, CONTENT);
    context.put(ANSWER_TYPE, Negotiation.accept(context, Answers.TYPES));
    context.next();
  }

  /** Runs the batch in the body. */
  void run(RoutingContext context) {
    var request = reader.read(body(context));
    var plan = Plan.of(request, reader.limits());
    requireFetchers();
    var place = admission.enter();
    var response = context.response();
    var answer =
        answers.of(context.get(ANSWER_TYPE), response, plan, Negotiation.takesTrailers(context));
    var run = new BatchRun(vertx, plan, request.transport(), dispatcher, answer);
    place.endWith(run::shutDown);
    response.endHandler(ended -> place.leave());
    response.closeHandler(
        closed -> {
          place.leave();
          if (!response.ended()) {
            run.abandon();
            answer.abandon();
          }
        });
    answer.begin(run::resume);
    run.resume();
  }

  private void requireFetchers() {
    if (!dispatcher.hasFetchers()) {
      throw new ProblemException(
          Problem.of(ProblemType.NO_FETCHER, "no fetcher is there to get documents")
              .retryAfterMs(RETRY_AFTER_MS));
    }
  }

  /** An empty body is one that stops before it begins. */
  private static Buffer body(RoutingContext context) {
    var body = context.body().buffer();
    return body == null ? Buffer.buffer() : body;
  }
}
