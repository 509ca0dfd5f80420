package dev.pokebatch.gateway.http;

import dev.pokebatch.gateway.answer.Answers;
import dev.pokebatch.gateway.answer.Answers.Shape;
import dev.pokebatch.gateway.answer.StreamAnswer;
import dev.pokebatch.gateway.batch.BatchReader;
import dev.pokebatch.gateway.dispatch.Dispatcher;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.run.BatchRun;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** {@code POST /v1/batches}: reads a batch, runs it, answers as it goes. */
public final class BatchHandler {

  private static final List<String> CONTENT = List.of("application/json");
  private static final String SHAPE = "shape";

  /** The first is the default. */
  private static final List<String> ORDERS = List.of("completion", "request");

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
    QueryParameters.allow(context, "order");
    Negotiation.contentType(context, CONTENT);
    var type = Negotiation.accept(context, Answers.TYPES);
    var inOrder = QueryParameters.choice(context, "order", ORDERS).equals("request");
    context.put(SHAPE, shape(context, type, inOrder));
    if (StreamAnswer.END.equals(context.request().getHeader("Last-Event-ID"))) {
      // Who reconnects has been told everything: this status keeps it from trying again.
      context.response().setStatusCode(204).end();
    } else {
      context.next();
    }
  }

  private static Shape shape(RoutingContext context, String type, boolean inOrder) {
    var preferences = Preferences.of(context);
    var failuresOnly = preferences.apply("return", "minimal");
    var strict = Answers.canBeStrict(type) && preferences.apply("handling", "strict");
    preferences.tell(context);
    return new Shape(type, inOrder, Negotiation.takesTrailers(context), failuresOnly, strict);
  }

  /** Runs the batch in the body. */
  void run(RoutingContext context) {
    var request = reader.read(Intake.body(context));
    var plan = Plan.of(request, reader.limits());
    Intake.requireFetchers(dispatcher);
    var place = admission.enter();
    var response = context.response();
    var answer =
        answers.of(
            context.get(SHAPE),
            response,
            plan,
            problem -> context.fail(new ProblemException(problem)));
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
}
