package dev.pokebatch.gateway.run;

import dev.pokebatch.gateway.plan.Leaf;

/**
 * What becomes of a step's documents: each settles once, now or in an earlier run, and with the
 * last of them the step is over. Confined to one event loop.
 */
final class LeafResults {

  private final Leaf leaf;
  private final GroupRun group;
  private final BatchRun batch;
  private final ItemCursor places;
  private final Settling settling = new Settling();
  private final CachedBodies bodies;
  private boolean over;

  LeafResults(Leaf leaf, GroupRun group, BatchRun batch, ItemCursor places) {
    this.leaf = leaf;
    this.group = group;
    this.batch = batch;
    this.places = places;
    this.bodies = new CachedBodies(leaf, batch);
  }

  boolean isOver() {
    return over;
  }

  CachedBodies bodies() {
    return bodies;
  }

  void whenOver(Runnable action) {
    settling.whenOver(action);
  }

  /** A document, or the step itself, has ended; once the step is over, that matters no more. */
  void settle(int item, String what, Outcome outcome, Timing times) {
    if (over) {
      return;
    }
    over = places.settle();
    var result = new Result(leaf, item, what, outcome, times);
    bodies.note(result);
    batch.hand(result);
    settled(result.failed());
  }

  /** What has ended in an earlier run has settled, and is told to nobody. */
  void recall() {
    if (!places.areKnown()) {
      recall(Result.STEP);
    }
    for (var item = 0; item < places.documents().size() && !over; item++) {
      recall(item);
    }
  }

  private void recall(int item) {
    var past = places.before(item);
    if (past != null) {
      over = places.settle();
      bodies.recall(item, past);
      settled(past == PriorRun.ItemOutcome.FAILED);
    }
  }

  /** That it failed may settle the rest, from within: with the last of that it has ended. */
  private void settled(boolean failed) {
    var last = over;
    if (failed) {
      group.failed(leaf.id());
    }
    if (last) {
      end();
    }
  }

  /** There is nothing that could settle: the step is over all the same. */
  void end() {
    over = true;
    settling.over();
    group.settled();
  }

  /** Nobody is there to be told. */
  void abandon() {
    over = true;
  }
}
