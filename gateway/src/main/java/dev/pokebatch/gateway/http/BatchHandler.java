package dev.pokebatch.gateway.http;

import dev.pokebatch.gateway.answer.Answers;
import dev.pokebatch.gateway.answer.Answers.Shape;
import dev.pokebatch.gateway.batch.BatchReader;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** {@code POST /v1/batches}: reads the batch in the body, and has it run. */
public final class BatchHandler {

  /** Of which the latter is for {@link StreamHandler}. */
  private static final List<String> CONTENT = List.of("application/json", StreamHandler.CONTENT);

  private static final String SHAPE = "shape";

  /** The first is the default. */
  private static final List<String> ORDERS = List.of("completion", "request");

  private final BatchReader reader;
  private final BatchRunner runner;

  /** Hands to the runner what the reader understands. */
  public BatchHandler(BatchReader reader, BatchRunner runner) {
    this.reader = reader;
    this.runner = runner;
  }

  /** What can be refused before the body is there. */
  void check(RoutingContext context) {
    QueryParameters.allow(context, "order");
    Negotiation.contentType(context, CONTENT);
    var type = Negotiation.accept(context, Answers.TYPES);
    var inOrder = QueryParameters.choice(context, "order", ORDERS).equals("request");
    context.put(SHAPE, shape(context, type, inOrder));
    if (!BatchRunner.dismisses(context)) {
      context.next();
    }
  }

  private static Shape shape(RoutingContext context, String type, boolean inOrder) {
    var preferences = Preferences.of(context);
    var failuresOnly = preferences.apply("return", "minimal");
    var strict = Answers.canBeHeld(type) && preferences.apply("handling", "strict");
    preferences.tell(context);
    return new Shape(type, inOrder, Negotiation.takesTrailers(context), failuresOnly, strict, null);
  }

  /** Runs the batch in the body. */
  void run(RoutingContext context) {
    runner.run(context, reader.read(Intake.body(context)), context.get(SHAPE));
  }
}
