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
 * What is to be done for a batch.
 *
 * @param root the batch itself, as a group
 * @param concurrency the most documents under way at once
 * @param documents how many it stands for, as far as that is known
 * @param limits what it may come to
 * @param trace whether to say of each document what happened to it when
 */
public record Plan(Branch root, int concurrency, int documents, BatchLimits limits, boolean trace) {

  /** Plans a batch, which is within the limits as far as that is known. */
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
   * Plans one line of a stream of steps: a batch of that step alone.
   *
   * @param line the line's number, from 0
   * @param first the place of its first step among all those of the stream
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
   * Stands for a line of a stream that is no step: nothing is to be done for it.
   *
   * @param line the line's number, from 0
   * @param place its place among all steps of the stream
   */
  public static Plan ofUnreadable(
      long line, long place, StreamOptions options, BatchLimits limits) {
    var id = Long.toString(line);
    var leaf = new Leaf(place, line, id, new Selection.Unreadable(), View.WHOLE, List.of());
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
