package dev.pokebatch.gateway.explain;

import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.plan.DocumentCount;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.plan.Selection;
import dev.pokebatch.gateway.problem.Problem;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The documents of a batch's steps that are known before it runs: all but those of references. A
 * draw without a seed differs from that of a run. Pure.
 */
final class KnownDocuments {

  private static final DocumentList NONE = new DocumentList.Resolved(List.of());

  private final Map<String, DocumentList> targets = new HashMap<>();
  private final Map<String, Problem> problems = new LinkedHashMap<>();
  private final DocumentCount count;

  KnownDocuments(Plan plan, ResourceLists lists) {
    this.count = new DocumentCount(plan);
    for (var leaf : plan.root().leaves()) {
      if (leaf.selection() instanceof Selection.Fixed fixed) {
        targets.put(leaf.id(), fixed.documents());
      } else if (leaf.selection() instanceof Selection.Listed listed) {
        select(leaf, listed, lists);
      }
    }
  }

  private void select(Leaf leaf, Selection.Listed listed, ResourceLists lists) {
    var list = lists.entries().get(listed.resource());
    var problem = lists.problems().get(listed.resource());
    if (list != null) {
      var selected = listed.select(list);
      problem = count.admit(leaf, selected.size());
      if (problem == null) {
        targets.put(leaf.id(), selected);
      }
    }
    if (problem != null) {
      problems.put(leaf.id(), problem);
    }
  }

  /** Returns the documents of a step; none if they are unknown or the step fails. */
  DocumentList of(Leaf leaf) {
    return targets.getOrDefault(leaf.id(), NONE);
  }

  /** Returns the problems of steps that fail as a whole, by their ids. */
  Map<String, Problem> problems() {
    return problems;
  }
}
