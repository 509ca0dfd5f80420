package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.batch.View;
import dev.pokebatch.gateway.dispatch.ReplySizes.SizeEstimate;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Selection;
import dev.pokebatch.gateway.problem.CancelledBy;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A step of documents while it runs, from when its turn comes until it is over: first, where the
 * request does not say which documents it stands for, a {@link Resolution} finds out; then {@link
 * LeafDocuments} gets them. Confined to one event loop.
 */
final class LeafRun implements StepRun {

  private final Leaf leaf;
  private final GroupRun group;
  private final BatchRun batch;
  private final @Nullable Resolution resolution;
  private final ItemCursor places;
  private final LeafResults results;
  private final LeafFetches documents;
  private final LastSizeEstimate sizes = new LastSizeEstimate();
  private double queuedMs = Double.NaN;
  private boolean calledOff;
  private boolean lookedBack;

  LeafRun(Leaf leaf, GroupRun group, BatchRun batch) {
    this.leaf = leaf;
    this.group = group;
    this.batch = batch;
    this.places = new ItemCursor(leaf, batch.history());
    this.results = new LeafResults(leaf, group, batch, places);
    this.documents = new LeafFetches(this, batch, places, results);
    this.resolution = places.areKnown() ? null : resolution(leaf.selection());
  }

  private Resolution resolution(Selection selection) {
    return selection instanceof Selection.Referenced referenced
        ? new ReferenceResolution(this, referenced.reference(), batch)
        : new ListResolution(this, (Selection.Listed) selection);
  }

  Leaf leaf() {
    return leaf;
  }

  GroupRun group() {
    return group;
  }

  boolean isOver() {
    return results.isOver();
  }

  @Override
  public void open() {
    if (isOver()) {
      return;
    }
    queuedMs = batch.elapsedMs();
    lookBack();
    if (resolution != null && !isOver() && !places.areKnown()) {
      resolution.open();
    }
    batch.ready(this);
  }

  /** Whether there is something to send for now. */
  boolean maySend() {
    return !isOver() && !calledOff && asking().maySend();
  }

  /** What it is about now. */
  private FetchSource asking() {
    return resolution == null || places.areKnown() ? documents : resolution;
  }

  /** The document that it sends for next, by its place. */
  int next() {
    return places.next();
  }

  /** The size of what it sends for next, as far as that is known. */
  SizeEstimate nextSize() {
    return sizes.known(
        () -> {
          var first = places.hasNext() ? places.documents().at(places.next()) : "";
          return batch.pump().size(first, leaf.view());
        });
  }

  /** The size of such documents. */
  SizeEstimate size(String target, View view) {
    return sizes.of(target, view, batch.pump()::size);
  }

  /** Sends for its next document, or first of all for what tells which they are. */
  void send(Sender sender) {
    asking().send(sender);
  }

  @Override
  public void stop(String cause) {
    if (!calledOff) {
      calledOff = true;
      batch.cancel(asking().calls());
    }
    lookBack();
    var skipped = new Outcome.Skipped(cause);
    if (places.areKnown()) {
      documents.endTheRest(effort -> skipped);
    } else if (asking().calls().isEmpty()) {
      unresolved(skipped);
    }
  }

  @Override
  public void end(Function<Effort, Outcome> outcome) {
    batch.cancel(asking().calls());
    lookBack();
    if (places.areKnown()) {
      documents.endBegun(outcome);
      documents.endTheRest(outcome);
    } else {
      unresolved(outcome.apply(asking().calls().isEmpty() ? Effort.UNTRIED : Effort.NONE));
    }
  }

  @Override
  public void abandon() {
    results.abandon();
    batch.cancel(asking().calls());
    documents.forget();
  }

  /** Something that the resolution asked for is back; it matters no more once the step is over. */
  void back(InFlightFetch sent, Runnable then) {
    batch.guard(
        () -> {
          batch.back(sent.call());
          try {
            if (!isOver()) {
              then.run();
            }
          } finally {
            sent.grant().close();
          }
          batch.resume();
        });
  }

  /** It has become known which documents it stands for, and what that took. */
  void resolved(DocumentList known, Effort effort) {
    var refusal = batch.admit(leaf, known);
    if (refusal != null) {
      unresolved(new Outcome.Refused(refusal, effort));
      return;
    }
    places.know(known);
    batch.spent(effort);
    if (known.size() == 0) {
      results.end();
    } else {
      results.recall();
      batch.ready(this);
    }
  }

  /** It will never become known. */
  void unresolved(Outcome outcome) {
    results.settle(Result.STEP, "", outcome, neverSent());
  }

  /** It will not become known by what was sent for. */
  void unresolved(Outcome outcome, InFlightFetch sent) {
    results.settle(Result.STEP, "", outcome, until(sent));
  }

  /** The outcome of a step that was called off while a reply was on its way. */
  @Nullable Outcome calledOff(FetchReply reply) {
    return calledOff ? new Outcome.Cancelled(CancelledBy.GROUP, reply.effort()) : null;
  }

  /** What has ended in an earlier run is not run again. */
  private void lookBack() {
    if (lookedBack) {
      return;
    }
    lookedBack = true;
    var before = places.areKnown() ? null : places.knownBefore();
    if (before != null) {
      resolved(before, Effort.UNTRIED);
    } else {
      results.recall();
    }
  }

  /** The times of what ends now, and was never sent for. */
  Timing neverSent() {
    return new Timing(queuedMs, Double.NaN, batch.elapsedMs(), "");
  }

  /** The times of what was sent for, and ends now. */
  Timing until(InFlightFetch sent) {
    return sent.until(queuedMs, batch.elapsedMs());
  }

  @Override
  public void whenSettled(Runnable action) {
    results.whenOver(action);
  }

  @Override
  public boolean isMany() {
    return leaf.many();
  }

  @Override
  public List<LeafRun> leaves() {
    return List.of(this);
  }

  /** What has come of its documents, for steps that refer to it. */
  CachedBodies bodies() {
    return results.bodies();
  }

  /** Its documents; none until they are known. */
  DocumentList documents() {
    return places.documents();
  }
}
