package dev.pokebatch.gateway.plan;

import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.batch.BatchRequest;
import dev.pokebatch.gateway.batch.Mode;
import dev.pokebatch.gateway.batch.OnError;
import dev.pokebatch.gateway.batch.OptionTable;
import dev.pokebatch.gateway.batch.OptionValues;
import dev.pokebatch.gateway.batch.Step;
import dev.pokebatch.gateway.batch.View;
import java.util.List;
import java.util.OptionalLong;

/**
 * The plan of a batch: its steps as a tree, and its options.
 *
 * @param root the batch as a group
 * @param options the values of its options
 * @param documents the number of documents, as far as it is known
 * @param limits the limits of the batch
 */
public record Plan(Branch root, OptionValues options, int documents, BatchLimits limits) {

  /** Returns whether the answer has the timing of each document. */
  public boolean trace() {
    return options.get(OptionTable.TRACE);
  }

  /** Returns whether documents of the answer have texts in the language of the client. */
  public boolean isLocalized() {
    return root.leaves().stream().anyMatch(leaf -> leaf.view().fields().isLocalized());
  }

  /** Plans a batch; the reader has already checked its limits. */
  public static Plan of(BatchRequest request, BatchLimits limits) {
    var options = request.options();
    var mode = options.get(OptionTable.MODE);
    var children = new PlanBuilder(0).nodes(request.steps(), mode);
    var deadlineMs = OptionalLong.of(request.deadlineMs());
    return new Plan(
        root(mode, options.get(OptionTable.ON_ERROR), deadlineMs, children),
        options,
        Math.toIntExact(request.documents()),
        limits);
  }

  /**
   * Plans one line of a stream of steps, as a batch with that step alone.
   *
   * @param line the line's number, from 0
   * @param first the ordinal of its first step among all steps of the stream
   */
  public static Plan ofLine(
      Step step, long line, long first, OptionValues options, BatchLimits limits) {
    var node = new PlanBuilder(first).node(line, step);
    var deadlineMs = OptionalLong.of(options.get(OptionTable.DEADLINE_MS));
    return new Plan(
        root(Mode.PARALLEL, options.get(OptionTable.ON_ERROR), deadlineMs, List.of(node)),
        options,
        Math.toIntExact(step.documents()),
        limits);
  }

  /**
   * Returns the plan of a line that is not a step; nothing is fetched for it.
   *
   * @param line the line's number, from 0
   * @param ordinal its number among all steps of the stream
   */
  public static Plan ofUnreadable(
      long line, long ordinal, OptionValues options, BatchLimits limits) {
    var id = Long.toString(line);
    var leaf = new Leaf(ordinal, line, id, new Selection.Unreadable(), View.WHOLE, List.of());
    return new Plan(
        root(Mode.PARALLEL, options.get(OptionTable.ON_ERROR), OptionalLong.empty(), List.of(leaf)),
        options,
        leaf.counted(),
        limits);
  }

  private static Branch root(
      Mode mode, OnError onError, OptionalLong deadlineMs, List<Node> children) {
    return new Branch(-1, 0, "", mode, onError, deadlineMs, children);
  }
}
