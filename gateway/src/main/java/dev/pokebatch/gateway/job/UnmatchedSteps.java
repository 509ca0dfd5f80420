package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Selection;
import dev.pokebatch.gateway.run.Result;
import dev.pokebatch.gateway.run.UnmatchedMembers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds what matches nothing in the steps of a job, over all its runs: each result is added when it
 * is about to be stored, so that what is stored of the names fits the stored results. Confined to
 * one event loop.
 */
final class UnmatchedSteps {

  /** How many characters the names of steps have together when they are stored. */
  private static final int MOST_CHARS = 16 * 1024;

  /** Added to the characters of each name and of each step, for what surrounds them. */
  private static final int EXTRA_CHARS = 4;

  private final StoredHistory history;
  private final TreeMap<Long, List<String>> steps;
  private final Set<Long> completed;
  private final Map<Long, Integer> resolved = new HashMap<>();
  private final Map<Long, StepUnderWay> underWay = new HashMap<>();
  private List<String> ended;

  /**
   * @param history the results of earlier runs
   * @param before what matched nothing in them
   */
  UnmatchedSteps(StoredHistory history, UnmatchedNames before) {
    this.history = history;
    this.ended = before.ended();
    this.steps = new TreeMap<>(before.steps());
    this.completed = new TreeSet<>(before.completed());
  }

  /** A step some of whose documents have no result yet. */
  private static final class StepUnderWay {
    private final UnmatchedMembers members = new UnmatchedMembers();
    private int left;
    private boolean failed;
  }

  /** Notes the documents of a step. */
  void resolved(Leaf leaf, DocumentList documents) {
    resolved.put(leaf.ordinal(), documents.size());
  }

  /** Adds a result of this run. */
  void add(Result result) {
    var leaf = result.leaf();
    var step = underWay.computeIfAbsent(leaf.ordinal(), unknown -> begin(leaf));
    step.left--;
    var found = result.found();
    if (found == null) {
      step.failed = true;
    } else {
      step.members.add(found.unmatched());
    }
    var names = step.members.names();
    if (names.isEmpty()) {
      steps.remove(leaf.ordinal());
    } else {
      steps.put(leaf.ordinal(), names);
    }
    if (step.left == 0 || result.item() == Result.STEP) {
      end(leaf, step);
    }
  }

  private StepUnderWay begin(Leaf leaf) {
    var step = new StepUnderWay();
    step.left = documents(leaf) - history.ended(leaf);
    step.failed = history.hasFailed(leaf);
    if (history.hasSucceeded(leaf)) {
      step.members.add(steps.getOrDefault(leaf.ordinal(), List.of()));
    }
    return step;
  }

  private int documents(Leaf leaf) {
    return leaf.selection() instanceof Selection.Fixed fixed
        ? fixed.documents().size()
        : resolved.getOrDefault(leaf.ordinal(), 0);
  }

  private void end(Leaf leaf, StepUnderWay step) {
    var ordinal = leaf.ordinal();
    underWay.remove(ordinal);
    ended = UnmatchedNames.first(Stream.concat(ended.stream(), step.members.names().stream()));
    if (step.failed) {
      return; // a retry continues it
    }
    if (history.isOfRetriedJob(leaf)) {
      completed.add(ordinal);
    } else {
      steps.remove(ordinal);
    }
  }

  /**
   * Returns the names to store. Steps whose names do not fit are left out, and forgotten once they
   * have ended.
   */
  UnmatchedNames stored() {
    var fitting = new TreeMap<Long, List<String>>();
    var left = MOST_CHARS;
    for (var entries = steps.entrySet().iterator(); entries.hasNext(); ) {
      var entry = entries.next();
      var chars = chars(entry.getValue());
      if (chars <= left) {
        left -= chars;
        fitting.put(entry.getKey(), entry.getValue());
      } else if (!underWay.containsKey(entry.getKey())) {
        entries.remove();
      }
    }
    completed.retainAll(steps.keySet());
    var known = new TreeSet<>(completed);
    known.retainAll(fitting.keySet());
    return new UnmatchedNames(ended, fitting, known);
  }

  private static int chars(List<String> names) {
    return names.stream().mapToInt(name -> name.length() + EXTRA_CHARS).sum() + EXTRA_CHARS;
  }
}
