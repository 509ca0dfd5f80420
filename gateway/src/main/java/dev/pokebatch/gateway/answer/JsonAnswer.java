package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.plan.Branch;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Node;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.run.Result;
import dev.pokebatch.gateway.run.Summary;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object with the results in request order, groups within groups as they were asked for.
 * How the bytes leave is {@link JsonBody}'s matter.
 */
public final class JsonAnswer implements Answer, RequestOrder.Writer {

  private final HttpServerResponse response;
  private final JsonBody body;
  private final RequestOrder order;
  private final Deque<StepStatus> groups = new ArrayDeque<>();
  private final boolean trace;
  private StepStatus step = new StepStatus();
  private @Nullable Summary summary;

  /**
   * @param plan what is answered
   * @param wholeBytes up to so many bytes an answer is sent whole, with a length
   * @param trailers whether the client takes trailers
   * @param budget what may be held
   */
  public JsonAnswer(
      HttpServerResponse response,
      Plan plan,
      int wholeBytes,
      boolean trailers,
      AnswerBudget budget) {
    this.response = response;
    this.trace = plan.trace();
    this.body = new JsonBody(response, wholeBytes, trailers);
    this.order = new RequestOrder(plan, budget, this);
  }

  @Override
  public void begin(Runnable resume) {
    order.open();
    body.write("{\"responses\":[");
    response.drainHandler(
        drained -> {
          order.advance();
          finish();
          resume.run();
        });
  }

  @Override
  public boolean isFull(Leaf leaf, int item) {
    return order.isFull(leaf, item);
  }

  @Override
  public void resolved(Leaf leaf, int documents) {
    order.resolved(leaf, documents);
  }

  @Override
  public void accept(Result result) {
    order.accept(result);
  }

  @Override
  public void end(Summary all) {
    summary = all;
    finish();
  }

  @Override
  public void abandon() {
    order.close();
  }

  @Override
  public boolean isFull() {
    return body.isFull();
  }

  @Override
  public void begin(Branch group) {
    body.write(open(group) + "\"responses\":[");
    groups.push(new StepStatus());
  }

  @Override
  public void end() {
    var status = groups.pop();
    body.write("]," + status.members() + "}");
    inGroup(status);
  }

  @Override
  public void nothing(Leaf leaf) {
    body.write(open(leaf) + "\"items\":[]," + step.members() + "}");
    inGroup(step);
  }

  @Override
  public void result(Result result, boolean last) {
    var leaf = result.leaf();
    var json = new ItemJson(result, trace);
    step.add(json);
    if (leaf.many() && result.item() != Result.STEP) {
      var before = result.item() == 0 ? open(leaf) + "\"items\":[" : ",";
      json.write(
          before + "{\"index\":" + result.item() + ",",
          last ? "}]," + step.members() + "}" : "}",
          body::write);
    } else {
      json.write(open(leaf), "}", body::write);
    }
    if (last) {
      inGroup(step);
      step = new StepStatus();
    }
  }

  private void inGroup(StepStatus inner) {
    var group = groups.peek();
    if (group != null) {
      group.add(inner);
    }
  }

  private static String open(Node node) {
    var comma = node.index() == 0 ? "" : ",";
    return comma + "{\"id\":\"" + node.id() + "\",\"index\":" + node.index() + ",";
  }

  private void finish() {
    var all = summary;
    if (all == null || !order.isDone()) {
      return;
    }
    summary = null;
    order.close();
    var tail = SummaryJson.of(all).encode() + ",\"complete\":" + all.isComplete() + "}";
    body.end(Buffer.buffer("],\"summary\":" + tail), all);
  }
}
