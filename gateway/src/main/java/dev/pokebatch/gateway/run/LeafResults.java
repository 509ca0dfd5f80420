package dev.pokebatch.gateway.run;

import dev.pokebatch.gateway.outcome.OutcomeKind;
import dev.pokebatch.gateway.plan.Leaf;
import io.vertx.core.Promise;
import java.util.List;

/**
 * The results of a step's documents. Each document ends once, in this run or in an earlier one; the
 * step ends with its last document. Confined to one event loop.
 */
final class LeafResults {

  private final Leaf leaf;
  private final GroupRun group;
  private final BatchRun batch;
  private final ItemCursor items;
  private final Promise<Void> end = Promise.promise();
  private final CachedBodies bodies;
  private final UnmatchedMembers unmatched = new UnmatchedMembers();

  /** When the step started, in milliseconds since the batch began; NaN before. */
  private double queuedMs = Double.NaN;

  private boolean over;

  LeafResults(Leaf leaf, GroupRun group, BatchRun batch, ItemCursor items) {
    this.leaf = leaf;
    this.group = group;
    this.batch = batch;
    this.items = items;
    this.bodies = new CachedBodies(leaf, batch);
  }

  boolean isOver() {
    return over;
  }

  CachedBodies bodies() {
    return bodies;
  }

  /** Calls the action when the step has ended; at once if it has. */
  void whenEnded(Runnable action) {
    end.future().onComplete(done -> action.run());
  }

  /** Notes when the step starts, from which the timings of its documents count. */
  void stepStarted() {
    queuedMs = batch.context().elapsedMs();
  }

  /**
   * Reports the end of a document, or of the step itself, that was not sent to a fetcher. Ignored
   * after the step has ended.
   *
   * @param item the document's index, or {@link Result#STEP}
   * @param target the document, as {@code resource/key} or a link; empty for the step itself
   */
  void addUnsent(int item, String target, Outcome outcome) {
    add(item, target, outcome, new Timing(queuedMs, Double.NaN, batch.context().elapsedMs(), ""));
  }

  /** As {@link #addUnsent}, for a document that was sent to a fetcher. */
  void addSent(int item, String target, Outcome outcome, InFlightFetch fetch) {
    add(item, target, outcome, fetch.timing(queuedMs, batch.context().elapsedMs()));
  }

  private void add(int item, String target, Outcome outcome, Timing timing) {
    if (over) {
      return;
    }
    over = items.countEnded();
    var result = new Result(leaf, item, target, outcome, timing);
    bodies.add(result);
    var found = result.found();
    if (found != null) {
      unmatched.add(found.unmatched());
    }
    batch.pump().deliver(result);
    added(result.failed());
  }

  /** Counts the documents that ended in an earlier run; the sink is not told about them. */
  void addPrior() {
    if (!items.areKnown()) {
      addPrior(Result.STEP);
    }
    for (var item = 0; item < items.documents().size() && !over; item++) {
      addPrior(item);
    }
  }

  private void addPrior(int item) {
    var prior = items.priorOutcome(item);
    if (prior != null) {
      over = items.countEnded();
      bodies.addPrior(item, prior);
      if (prior == OutcomeKind.SUCCEEDED) {
        unmatched.add(List.of()); // unknown here, so nothing is reported: a job has them stored
      }
      added(prior == OutcomeKind.FAILED);
    }
  }

  /** A failure may end the rest of the step recursively; then the step ends there. */
  private void added(boolean failed) {
    var last = over;
    if (failed) {
      group.failed(leaf.id());
    }
    if (last) {
      end();
    }
  }

  /** Ends the step; also one that has no documents. */
  void end() {
    over = true;
    batch.pump().addUnmatched(unmatched.names());
    end.tryComplete();
    group.childEnded();
  }

  /** Reports nothing from now on, because the client has gone. */
  void abandon() {
    over = true;
  }
}
