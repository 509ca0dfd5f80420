package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Selection;
import dev.pokebatch.gateway.run.Result;
import dev.pokebatch.gateway.run.Summary;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;

/**
 * A line for each result as it comes, a line on progress at most once a second, and last of all the
 * summary: a stream without one was cut off.
 */
public final class NdjsonAnswer implements Answer {

  private static final long PROGRESS_MS = 1_000;

  private final Vertx vertx;
  private final HttpServerResponse response;
  private int total;
  private long timer;
  private int succeeded;
  private int failed;

  /** Answers a batch of so many documents. */
  public NdjsonAnswer(Vertx vertx, HttpServerResponse response, int total) {
    this.vertx = vertx;
    this.response = response;
    this.total = total;
  }

  @Override
  public void begin(Runnable resume) {
    response
        .setChunked(true)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/x-ndjson")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .drainHandler(drained -> resume.run());
    timer = vertx.setPeriodic(PROGRESS_MS, id -> progress());
  }

  @Override
  public boolean isFull(Leaf leaf, int item) {
    return response.writeQueueFull();
  }

  @Override
  public void resolved(Leaf leaf, int documents) {
    total +=
        leaf.selection() instanceof Selection.Drawn drawn ? documents - drawn.count() : documents;
  }

  @Override
  public void accept(Result result) {
    if (result.succeeded()) {
      succeeded++;
    } else {
      failed++;
    }
    var step = result.leaf();
    var item =
        step.many() && result.item() != Result.STEP ? "\"index\":" + result.item() + "," : "";
    var before =
        "{\"type\":\"item\",\"id\":\"%s\",\"index\":%d,\"item\":{%s"
            .formatted(step.id(), step.index(), item);
    new ItemJson(result).write(before, "}}\n", response::write);
  }

  @Override
  public void end(Summary summary) {
    vertx.cancelTimer(timer);
    response.end(
        line(
            new JsonObject()
                .put("type", "summary")
                .mergeIn(SummaryJson.of(summary))
                .put("complete", summary.isComplete())));
  }

  @Override
  public void abandon() {
    vertx.cancelTimer(timer);
  }

  private void progress() {
    if (!response.writeQueueFull()) {
      response.write(
          line(
              new JsonObject()
                  .put("type", "progress")
                  .put("total", total)
                  .put("succeeded", succeeded)
                  .put("failed", failed)));
    }
  }

  private static Buffer line(JsonObject json) {
    return json.toBuffer().appendString("\n");
  }
}
