package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.plan.Plan;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/** Makes the answer of the shape that was agreed on. */
public final class Answers {

  private static final String JSON = "application/json";

  /** The media types that a batch can be answered in, the default first. */
  public static final List<String> TYPES =
      List.of(JSON, Framing.NDJSON.mediaType(), Framing.SSE.mediaType());

  private final Vertx vertx;
  private final int wholeBytes;
  private final AnswerBudget budget;

  /**
   * @param wholeBytes up to so many bytes a JSON answer is sent whole
   * @param budget what answers may hold
   */
  public Answers(Vertx vertx, int wholeBytes, AnswerBudget budget) {
    this.vertx = vertx;
    this.wholeBytes = wholeBytes;
    this.budget = budget;
  }

  /** Makes an answer to a plan. */
  public Answer of(Shape shape, HttpServerResponse response, Plan plan) {
    if (shape.type.equals(JSON)) {
      return new JsonAnswer(response, plan, wholeBytes, shape.trailers, budget);
    }
    var framing = shape.type.equals(Framing.SSE.mediaType()) ? Framing.SSE : Framing.NDJSON;
    return new StreamAnswer(vertx, response, plan, framing, shape.inOrder ? budget : null);
  }

  /**
   * What a client wants.
   *
   * @param type one of {@link #TYPES}
   * @param inOrder whether a stream is to be in request order; other answers are in any case
   * @param trailers whether the client takes trailers
   */
  public record Shape(String type, boolean inOrder, boolean trailers) {}
}
