package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.plan.Plan;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/** Makes the answer of the media type that was agreed on. */
public final class Answers {

  /** The media types that a batch can be answered in, the default first. */
  public static final List<String> TYPES = List.of("application/json", "application/x-ndjson");

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

  /**
   * Makes an answer.
   *
   * @param type one of {@link #TYPES}
   * @param plan what it will answer
   * @param trailers whether the client takes trailers
   */
  public Answer of(String type, HttpServerResponse response, Plan plan, boolean trailers) {
    return type.equals(TYPES.get(0))
        ? new JsonAnswer(response, plan, wholeBytes, trailers, budget)
        : new NdjsonAnswer(vertx, response, plan.documents());
  }
}
