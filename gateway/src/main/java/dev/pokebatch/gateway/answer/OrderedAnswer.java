package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.memory.BatchMemory;
import dev.pokebatch.gateway.plan.Branch;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import dev.pokebatch.gateway.run.Result;
import dev.pokebatch.gateway.run.ResultSource;
import dev.pokebatch.gateway.run.Summary;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Answers a batch with its results in request order. The {@link Format} decides what is written,
 * and {@link AnswerBody} how it is sent.
 */
final class OrderedAnswer implements BatchAnswer, ReorderBuffer.Writer {

  private static final int RETRY_AFTER_MS = 5_000;

  private final boolean trace;
  private final boolean failuresOnly;
  private final AnswerBody body;
  private final Format format;
  private final ReorderBuffer order;
  private final AnswerInspector inspector;
  private final Consumer<Problem> fail;
  private @Nullable Summary summary;
  private boolean over;

  /**
   * @param plan the plan of the batch
   * @param failuresOnly whether successful results are left out
   * @param memory counts results that wait for their turn
   * @param inspector sees each result before it is written
   * @param fail answers a problem instead, or truncates the answer if its head has been sent
   */
  OrderedAnswer(
      Plan plan,
      boolean failuresOnly,
      AnswerBody body,
      Format format,
      BatchMemory memory,
      AnswerInspector inspector,
      Consumer<Problem> fail) {
    this.trace = plan.trace();
    this.failuresOnly = failuresOnly;
    this.body = body;
    this.format = format;
    this.order = new ReorderBuffer(memory, this);
    this.order.add(plan);
    this.inspector = inspector;
    this.fail = fail;
  }

  @Override
  public void begin(ResultSource source) {
    body.begin(() -> source.guard(source::resume), () -> source.guard(OrderedAnswer::noRoom));
    format.begin(written -> source.guard(() -> goOn(source, written)));
  }

  private void goOn(ResultSource source, Runnable before) {
    if (!over) {
      before.run();
      order.advance();
      finish();
      source.resume();
    }
  }

  private static void noRoom() {
    throw new ProblemException(
        Problem.of(
                ProblemType.OVERLOADED,
                "neither memory nor disk has room for the answer until it is complete")
            .retryAfterMs(RETRY_AFTER_MS));
  }

  @Override
  public boolean isFull(Leaf leaf, int item) {
    return order.isFull(leaf, item);
  }

  @Override
  public long answerBytes(long bytes) {
    return failuresOnly ? 0 : bytes + ResultItem.MEMBERS_BYTES;
  }

  @Override
  public void resolved(Leaf leaf, DocumentList documents) {
    order.resolved(leaf, documents.size());
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
  public void fail(Problem problem) {
    abandon();
    fail.accept(problem);
  }

  @Override
  public void abandon() {
    over = true;
    order.close();
    body.abandon();
  }

  @Override
  public boolean isBusy() {
    return format.isBusy();
  }

  @Override
  public boolean isFull() {
    return body.isFull();
  }

  @Override
  public boolean isOnDisk() {
    return body.isOnDisk();
  }

  @Override
  public void begin(Branch group) {
    format.begin(group);
  }

  @Override
  public void end() {
    format.end();
  }

  @Override
  public void emptyStep(Leaf leaf) {
    format.emptyStep(leaf);
  }

  @Override
  public void result(Result result, boolean last) {
    var item = new ResultItem(result, trace);
    if (inspector.inspect(item)) {
      format.item(item, !failuresOnly || !result.succeeded(), last);
    } else {
      body.abandon();
    }
  }

  private void finish() {
    var all = summary;
    if (all == null || !order.isDone() || format.isBusy()) {
      return;
    }
    summary = null;
    over = true;
    order.close();
    body.write(format.tail(all, new JsonObject()));
    if (inspector.replaces(all)) {
      body.abandon();
    } else {
      body.end(all, all.isComplete() && format.isComplete());
    }
  }
}
