package dev.pokebatch.gateway.explain;

import dev.pokebatch.gateway.batch.Mode;
import dev.pokebatch.gateway.plan.Branch;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Node;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.plan.Selection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Puts the documents of a plan into waves, each document as early as possible. In a sequence,
 * documents follow one another; a reference follows its source step; expanded links follow the
 * document that contains them. The documents of a reference are one wave, and so is each level of
 * links, although a run may need several waves for a reference in a sequence. Pure; used once.
 */
final class WavePlanner {

  private final KnownDocuments documents;
  private final int expandDepth;
  private final List<WaveDraft> drafts = new ArrayList<>();

  /** The first wave after each step, by the step's id. */
  private final Map<String, Integer> ends = new HashMap<>();

  private WavePlanner(KnownDocuments documents, int expandDepth) {
    this.documents = documents;
    this.expandDepth = expandDepth;
  }

  /** Returns the waves of a plan, in order. */
  static List<Wave> of(Plan plan, KnownDocuments documents) {
    var waves = new WavePlanner(documents, plan.limits().expandDepth());
    waves.place(plan.root(), plan.root().mode());
    return waves.drafts.stream().map(WaveDraft::wave).toList();
  }

  /**
   * @param around the mode of the group around the node
   * @return the first wave after the node
   */
  private int place(Node node, Mode around) {
    var end =
        node instanceof Branch group
            ? group.children().stream()
                .mapToInt(child -> place(child, group.mode()))
                .max()
                .orElse(0)
            : place((Leaf) node, begin((Leaf) node), around);
    ends.put(node.id(), end);
    return end;
  }

  private int begin(Leaf leaf) {
    return leaf.after().stream()
        .mapToInt(id -> Objects.requireNonNull(ends.get(id), id))
        .max()
        .orElse(0);
  }

  private int place(Leaf leaf, int begin, Mode around) {
    var levels = Math.min(expandDepth, leaf.view().levels());
    if (leaf.selection() instanceof Selection.Linked) {
      return placeUnknown(leaf, begin, 1 + levels);
    }
    var target = documents.of(leaf);
    var at = begin;
    for (var i = 0; i < target.size(); i++) {
      draft(at).of(leaf).targets.add(target.at(i));
      if (around == Mode.SEQUENCE || i == target.size() - 1) {
        at = placeUnknown(leaf, at + 1, levels);
      }
    }
    return at;
  }

  private int placeUnknown(Leaf leaf, int begin, int waves) {
    for (var at = begin; at < begin + waves; at++) {
      draft(at).of(leaf).unknown = true;
    }
    return begin + waves;
  }

  private WaveDraft draft(int at) {
    if (at == drafts.size()) {
      drafts.add(new WaveDraft());
    }
    return drafts.get(at);
  }

  private static final class WaveDraft {
    private final Set<String> steps = new LinkedHashSet<>();
    private final List<String> targets = new ArrayList<>();
    private boolean unknown;

    private WaveDraft of(Leaf leaf) {
      steps.add(leaf.id());
      return this;
    }

    private Wave wave() {
      return new Wave(List.copyOf(steps), targets, unknown);
    }
  }
}
