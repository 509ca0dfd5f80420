package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.memory.BatchMemory;
import dev.pokebatch.gateway.outcome.OutcomeKind;
import dev.pokebatch.gateway.plan.Branch;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.problem.CancelledBy;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.run.InputSummary;
import dev.pokebatch.gateway.run.LineSink;
import dev.pokebatch.gateway.run.Result;
import dev.pokebatch.gateway.run.ResultSource;
import dev.pokebatch.gateway.run.Summary;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Streams a record for each result, as it arrives or in request order, even while the request is
 * still being read. The summary is the last record: a stream without it was truncated. {@link
 * EventStream} decides how records are written.
 */
public final class StreamAnswer implements BatchAnswer, LineSink, ReorderBuffer.Writer {

  /** The id of the last event: a client that has received it has everything. */
  public static final String END = EventStream.END;

  private final EventStream texts;
  private final boolean trace;
  private final boolean failuresOnly;
  private final boolean open;
  private final Consumer<Problem> fail;

  /** Puts results into request order; null if they are written as they arrive. */
  private final @Nullable ReorderBuffer order;

  private final Map<OutcomeKind, Long> settled = new EnumMap<>(OutcomeKind.class);
  private long total;
  private long written;
  private @Nullable InputSummary reading;
  private @Nullable Summary summary;

  /**
   * @param trace whether each result has the times of its events
   * @param failuresOnly whether successful results are left out
   * @param open whether steps may be added while results are written
   * @param memory counts results that wait for their turn in request order; null to write them as
   *     they arrive
   * @param fail answers a problem instead, or truncates the stream if its head has been sent
   */
  StreamAnswer(
      EventStream texts,
      boolean trace,
      boolean failuresOnly,
      boolean open,
      @Nullable BatchMemory memory,
      Consumer<Problem> fail) {
    this.fail = fail;
    this.texts = texts;
    this.trace = trace;
    this.failuresOnly = failuresOnly;
    this.open = open;
    this.order = memory == null ? null : new ReorderBuffer(memory, this);
  }

  @Override
  public void begin(ResultSource source) {
    texts.begin(() -> source.guard(source::resume), () -> source.guard(this::writeProgress));
  }

  @Override
  public void add(Plan plan) {
    total += plan.documents();
    if (order != null) {
      order.add(plan);
    }
  }

  @Override
  public boolean wantsLines() {
    return !isFull() && (order == null || order.acceptsMoreSteps());
  }

  @Override
  public boolean isFull(Leaf leaf, int item) {
    return order == null ? isFull() : order.isFull(leaf, item);
  }

  @Override
  public long answerBytes(long bytes) {
    return failuresOnly || open ? 0 : bytes + ResultItem.MEMBERS_BYTES;
  }

  @Override
  public void resolved(Leaf leaf, DocumentList documents) {
    total += documents.size() - leaf.counted();
    if (order != null) {
      order.resolved(leaf, documents.size());
    }
  }

  @Override
  public void accept(Result result) {
    if (result.item() == Result.STEP) {
      total += 1 - result.leaf().counted();
    }
    settled.merge(result.kind(), 1L, Long::sum);
    if (order == null) {
      result(result, true);
    } else {
      order.accept(result);
    }
  }

  @Override
  public void read(InputSummary all) {
    reading = all;
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
    texts.abandon();
    closeOrder();
  }

  @Override
  public boolean isFull() {
    return texts.isFull();
  }

  @Override
  public boolean isOnDisk() {
    return texts.isOnDisk();
  }

  @Override
  public void begin(Branch group) {} // a step's id names its groups

  @Override
  public void end() {}

  @Override
  public void emptyStep(Leaf leaf) {}

  @Override
  public void result(Result result, boolean last) {
    if (!failuresOnly || !result.succeeded()) {
      texts.item(new ResultItem(result, trace));
    }
  }

  private void closeOrder() {
    if (order != null) {
      order.close();
    }
  }

  private void finish() {
    var all = summary;
    if (all == null || (order != null && !order.isDone())) {
      return;
    }
    summary = null;
    closeOrder();
    if (isShutDown() && !texts.hasOtherRecords()) {
      texts.cutOff(); // otherwise it would look as if there were no more steps
    } else {
      texts.end(all, SummaryJson.ofStream(all, reading));
    }
  }

  private boolean isShutDown() {
    return reading != null && reading.stopped() == CancelledBy.SHUTDOWN;
  }

  /**
   * Writes the progress, unless the client sends no steps and waits for no results: such a
   * connection should count as idle.
   */
  private void writeProgress() {
    var all = settled.values().stream().mapToLong(Long::longValue).sum();
    if (open && all == written && all == total) {
      return;
    }
    written = all;
    texts.progress(
        new JsonObject()
            .put("total", total)
            .put("succeeded", settled(OutcomeKind.SUCCEEDED))
            .put("failed", settled(OutcomeKind.FAILED))
            .put("skipped", settled(OutcomeKind.SKIPPED))
            .put("cancelled", settled(OutcomeKind.CANCELLED)));
  }

  private long settled(OutcomeKind word) {
    return settled.getOrDefault(word, 0L);
  }
}
