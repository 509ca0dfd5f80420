package dev.pokebatch.gateway.plan;

import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.batch.BatchRequest;
import dev.pokebatch.gateway.batch.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What is to be done for a batch.
 *
 * @param root the batch itself, as a group
 * @param concurrency the most documents under way at once
 * @param documents how many it stands for, as far as that is known
 * @param limits what it may come to
 */
public record Plan(Branch root, int concurrency, int documents, BatchLimits limits) {

  /** Plans a batch, which is within the limits as far as that is known. */
  public static Plan of(BatchRequest request, BatchLimits limits) {
    var children = new Numbering().nodes(request.steps());
    var root =
        new Branch(
            -1,
            0,
            "",
            request.mode(),
            request.onError(),
            OptionalLong.of(request.deadlineMs()),
            children);
    return new Plan(root, request.concurrency(), Math.toIntExact(request.documents()), limits);
  }

  /** Counts the steps in request order while it goes through them. */
  private static final class Numbering {
    private int next;

    List<Node> nodes(List<Step> steps) {
      var nodes = new ArrayList<Node>(steps.size());
      for (var index = 0; index < steps.size(); index++) {
        nodes.add(node(index, steps.get(index)));
      }
      return nodes;
    }

    private Node node(int index, Step step) {
      var ordinal = next++;
      if (step instanceof Step.Group group) {
        return new Branch(
            ordinal,
            index,
            group.id(),
            group.mode(),
            group.onError(),
            group.deadlineMs(),
            nodes(group.steps()));
      }
      if (step instanceof Step.All all) {
        var everything = new Selection.Everything(all.resource());
        return new Leaf(ordinal, index, all.id(), everything, all.fields());
      }
      if (step instanceof Step.Random random) {
        var drawn = new Selection.Drawn(random.resource(), random.count(), random.seed());
        return new Leaf(ordinal, index, random.id(), drawn, random.fields());
      }
      var get = (Step.Get) step;
      return new Leaf(ordinal, index, get.id(), new Selection.Fixed(get.target()), get.fields());
    }
  }
}
