package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.plan.Branch;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.run.Result;
import dev.pokebatch.gateway.run.Summary;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A JSON text for each result, as it comes or in request order; one on progress at most once a
 * second; and last of all the summary: a stream without one was cut off.
 */
public final class StreamAnswer implements Answer, RequestOrder.Writer {

  /** The id of the last event: a client that has it has all. */
  public static final String END = "end";

  private static final long PROGRESS_MS = 1_000;
  private static final int HEARTBEAT_EVERY = 15;

  private final Vertx vertx;
  private final HttpServerResponse response;
  private final Framing framing;
  private final boolean trace;
  private final boolean failuresOnly;

  /** Puts results into request order; null where they go out as they come. */
  private final @Nullable RequestOrder order;

  private int total;
  private long timer;
  private long ticks;
  private long events;
  private int succeeded;
  private int failed;
  private @Nullable Summary summary;

  /**
   * @param plan what is answered
   * @param failuresOnly whether documents that are there are left out
   * @param budget what may be held in order to have request order; null for the order in which
   *     documents come
   */
  StreamAnswer(
      Vertx vertx,
      HttpServerResponse response,
      Plan plan,
      Framing framing,
      boolean failuresOnly,
      @Nullable AnswerBudget budget) {
    this.vertx = vertx;
    this.response = response;
    this.framing = framing;
    this.trace = plan.trace();
    this.failuresOnly = failuresOnly;
    this.total = plan.documents();
    this.order = budget == null ? null : new RequestOrder(plan, budget, this);
  }

  @Override
  public void begin(Runnable resume) {
    if (order != null) {
      order.open();
    }
    response
        .setChunked(true)
        .putHeader(HttpHeaders.CONTENT_TYPE, framing.mediaType())
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .drainHandler(
            drained -> {
              if (order != null) {
                order.advance();
              }
              finish();
              resume.run();
            });
    timer = vertx.setPeriodic(PROGRESS_MS, id -> tick());
  }

  @Override
  public boolean isFull(Leaf leaf, int item) {
    return order == null ? response.writeQueueFull() : order.isFull(leaf, item);
  }

  @Override
  public void resolved(Leaf leaf, int documents) {
    total += documents - leaf.counted();
    if (order != null) {
      order.resolved(leaf, documents);
    }
  }

  @Override
  public void accept(Result result) {
    if (result.succeeded()) {
      succeeded++;
    } else {
      failed++;
    }
    if (order == null) {
      result(result, true);
    } else {
      order.accept(result);
    }
  }

  @Override
  public void end(Summary all) {
    summary = all;
    finish();
  }

  @Override
  public void abandon() {
    vertx.cancelTimer(timer);
    if (order != null) {
      order.close();
    }
  }

  @Override
  public boolean isFull() {
    return response.writeQueueFull();
  }

  @Override
  public void begin(Branch group) {} // its steps tell where they belong by their ids

  @Override
  public void end() {}

  @Override
  public void nothing(Leaf leaf) {}

  @Override
  public void result(Result result, boolean last) {
    if (failuresOnly && result.succeeded()) {
      return;
    }
    var step = result.leaf();
    var item =
        step.many() && result.item() != Result.STEP ? "\"index\":" + result.item() + "," : "";
    var before =
        "{\"type\":\"item\",\"id\":\"%s\",\"index\":%d,\"item\":{%s"
            .formatted(step.id(), step.index(), item);
    new ItemJson(result, trace)
        .write(frame("item", nextId()) + before, "}}" + framing.after(), response::write);
  }

  private void finish() {
    var all = summary;
    if (all == null || (order != null && !order.isDone())) {
      return;
    }
    summary = null;
    abandon();
    response.end(
        event(
            "summary",
            END,
            new JsonObject().mergeIn(SummaryJson.of(all)).put("complete", all.isComplete())));
  }

  private void tick() {
    ticks++;
    if (response.writeQueueFull()) {
      return;
    }
    if (ticks % HEARTBEAT_EVERY == 0 && !framing.heartbeat().isEmpty()) {
      response.write(framing.heartbeat());
    }
    var progress =
        new JsonObject().put("total", total).put("succeeded", succeeded).put("failed", failed);
    response.write(event("progress", nextId(), progress));
  }

  private Buffer event(String type, String id, JsonObject members) {
    var json = new JsonObject().put("type", type).mergeIn(members);
    return Buffer.buffer(frame(type, id) + json.encode() + framing.after());
  }

  private String frame(String event, String id) {
    return framing.before(event, id);
  }

  private String nextId() {
    return Long.toString(++events);
  }
}
