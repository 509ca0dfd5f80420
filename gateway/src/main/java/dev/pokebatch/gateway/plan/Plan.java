package dev.pokebatch.gateway.plan;

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
 * @param documents how many it stands for
 */
public record Plan(Branch root, int concurrency, int documents) {

  /** Plans a batch. */
  public static Plan of(BatchRequest request) {
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
    return new Plan(root, request.concurrency(), Math.toIntExact(request.documents()));
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
      var get = (Step.Get) step;
      return new Leaf(ordinal, index, get.id(), get.target(), get.fields());
    }
  }
}
