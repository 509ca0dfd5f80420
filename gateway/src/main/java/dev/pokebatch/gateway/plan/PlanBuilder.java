package dev.pokebatch.gateway.plan;

import dev.pokebatch.gateway.batch.Mode;
import dev.pokebatch.gateway.batch.Step;
import dev.pokebatch.gateway.batch.View;
import java.util.ArrayList;
import java.util.List;

/** Builds the tree of a plan and numbers its steps in request order; used once. */
final class PlanBuilder {

  private long next;

  /**
   * @param first the ordinal of the first step
   */
  PlanBuilder(long first) {
    next = first;
  }

  List<Node> nodes(List<Step> steps, Mode mode) {
    return nodes(steps, mode, List.of());
  }

  /**
   * Returns the node of a step outside any group.
   *
   * @param index its position
   */
  Node node(long index, Step step) {
    return node(index, step, List.of());
  }

  /**
   * @param before the ids of the steps that the group waits for
   */
  private List<Node> nodes(List<Step> steps, Mode mode, List<String> before) {
    var nodes = new ArrayList<Node>(steps.size());
    var after = before;
    for (var index = 0; index < steps.size(); index++) {
      nodes.add(node(index, steps.get(index), after));
      after = mode == Mode.SEQUENCE ? List.of(steps.get(index).id()) : before;
    }
    return nodes;
  }

  private Node node(long index, Step step, List<String> after) {
    var ordinal = next++;
    if (step instanceof Step.Group group) {
      return new Branch(
          ordinal,
          index,
          group.id(),
          group.mode(),
          group.onError(),
          group.deadlineMs(),
          nodes(group.steps(), group.mode(), after));
    }
    var selection = selection(step);
    return new Leaf(ordinal, index, step.id(), selection, view(step), all(after, selection));
  }

  private static Selection selection(Step step) {
    if (step instanceof Step.Get get) {
      return new Selection.Fixed(get.target());
    }
    if (step instanceof Step.Linked linked) {
      return new Selection.Referenced(linked.reference());
    }
    if (step instanceof Step.RandomLinked linked) {
      return new Selection.DrawnReferenced(linked.reference(), linked.draw());
    }
    if (step instanceof Step.Random random) {
      return new Selection.Drawn(random.resource(), random.draw());
    }
    return new Selection.Everything(((Step.All) step).resource());
  }

  private static View view(Step step) {
    if (step instanceof Step.Get get) {
      return get.view();
    }
    if (step instanceof Step.Linked linked) {
      return linked.view();
    }
    if (step instanceof Step.RandomLinked linked) {
      return linked.view();
    }
    return step instanceof Step.Random random ? random.view() : ((Step.All) step).view();
  }

  /** Adds the source step of the step's reference to the steps that it waits for. */
  private static List<String> all(List<String> after, Selection selection) {
    if (!(selection instanceof Selection.Linked linked)
        || after.contains(linked.reference().from())) {
      return after;
    }
    var all = new ArrayList<>(after);
    all.add(linked.reference().from());
    return all;
  }
}
