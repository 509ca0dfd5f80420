package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.run.Result;
import dev.pokebatch.gateway.run.Summary;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object with the results in request order. What comes before its turn is held, within the
 * answer's share of memory; how the bytes leave is {@link JsonBody}'s matter.
 */
public final class JsonAnswer implements Answer {

  private final HttpServerResponse response;
  private final JsonBody body;
  private final AnswerBudget budget;
  private final Map<Integer, Result> held = new HashMap<>();
  private final StepStatus step = new StepStatus();
  private long heldBytes;
  private int next;
  private @Nullable Summary summary;

  /**
   * @param wholeBytes up to so many bytes an answer is sent whole, with a length
   * @param trailers whether the client takes trailers
   * @param budget what may be held
   */
  public JsonAnswer(
      HttpServerResponse response, int wholeBytes, boolean trailers, AnswerBudget budget) {
    this.response = response;
    this.body = new JsonBody(response, wholeBytes, trailers);
    this.budget = budget;
  }

  @Override
  public void begin(Runnable resume) {
    budget.open();
    body.write("{\"responses\":[");
    response.drainHandler(
        drained -> {
          advance();
          resume.run();
        });
  }

  @Override
  public boolean isFull() {
    return heldBytes >= budget.share();
  }

  @Override
  public void accept(Result result) {
    held.put(result.task().ordinal(), result);
    heldBytes += result.bodyBytes();
    advance();
  }

  @Override
  public void end(Summary all) {
    summary = all;
    advance();
  }

  @Override
  public void abandon() {
    budget.close();
    held.clear();
  }

  private void advance() {
    while (!body.isFull()) {
      var result = held.remove(next);
      if (result == null) {
        break;
      }
      heldBytes -= result.bodyBytes();
      write(result);
      next++;
    }
    if (summary != null && next == summary.total()) {
      finish(summary);
    }
  }

  private void write(Result result) {
    var task = result.task();
    var planned = task.step();
    var comma = task.ordinal() == 0 ? "" : ",";
    var item = new ItemJson(result);
    var open = "{\"id\":\"" + planned.id() + "\",\"index\":" + planned.index() + ",";
    if (!planned.many()) {
      item.write(comma + open, "}", body::write);
      return;
    }
    var begin = task.item() == 0 ? comma + open + "\"items\":[" : ",";
    step.add(item);
    item.write(
        begin + "{\"index\":" + task.item() + ",",
        task.isLastOfStep() ? "}]," + step.close() + "}" : "}",
        body::write);
  }

  private void finish(Summary all) {
    summary = null;
    budget.close();
    body.end(
        Buffer.buffer(
            "],\"summary\":"
                + SummaryJson.of(all).encode()
                + ",\"complete\":"
                + all.isComplete()
                + "}"),
        all);
  }
}
