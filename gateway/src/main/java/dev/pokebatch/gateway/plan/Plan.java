package dev.pokebatch.gateway.plan;

import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.batch.BatchRequest;
import dev.pokebatch.gateway.batch.Mode;
import dev.pokebatch.gateway.batch.OnError;
import dev.pokebatch.gateway.batch.Step;
import dev.pokebatch.gateway.batch.StreamOptions;
import dev.pokebatch.gateway.batch.View;
import java.util.List;
import java.util.OptionalLong;

/**
 * The plan of a batch: its steps as a tree, and its options.
 *
 * @param root the batch as a group
 * @param concurrency how many documents may be in flight at the same time
 * @param documents the number of documents, as far as it is known
 * @param limits the limits of the batch
 * @param trace whether the answer has the timing of each document
 */
public record Plan(Branch root, int concurrency, int documents, BatchLimits limits, boolean trace) {

  /** Plans a batch; the reader has already checked its limits. */
  public static Plan of(BatchRequest request, BatchLimits limits) {
    var children = new PlanBuilder(0).nodes(request.steps(), request.mode());
    var deadlineMs = OptionalLong.of(request.deadlineMs());
    return new Plan(
        root(request.mode(), request.onError(), deadlineMs, children),
        request.concurrency(),
        Math.toIntExact(request.documents()),
        limits,
        request.trace());
  }

  /**
   * Plans one line of a stream of steps, as a batch with that step alone.
   *
   * @param line the line's number, from 0
   * @param first the ordinal of its first step among all steps of the stream
   */
  public static Plan ofLine(
      Step step, long line, long first, StreamOptions options, BatchLimits limits) {
    var node = new PlanBuilder(first).node(line, step);
    var deadlineMs = OptionalLong.of(options.deadlineMs());
    return new Plan(
        root(Mode.PARALLEL, options.onError(), deadlineMs, List.of(node)),
        options.concurrency(),
        Math.toIntExact(step.documents()),
        limits,
        options.trace());
  }

  /**
   * Returns the plan of a line that is not a step; nothing is fetched for it.
   *
   * @param line the line's number, from 0
   * @param ordinal its number among all steps of the stream
   */
  public static Plan ofUnreadable(
      long line, long ordinal, StreamOptions options, BatchLimits limits) {
    var id = Long.toString(line);
    var leaf = new Leaf(ordinal, line, id, new Selection.Unreadable(), View.WHOLE, List.of());
    return new Plan(
        root(Mode.PARALLEL, options.onError(), OptionalLong.empty(), List.of(leaf)),
        options.concurrency(),
        leaf.counted(),
        limits,
        options.trace());
  }

  private static Branch root(
      Mode mode, OnError onError, OptionalLong deadlineMs, List<Node> children) {
    return new Branch(-1, 0, "", mode, onError, deadlineMs, children);
  }
}
