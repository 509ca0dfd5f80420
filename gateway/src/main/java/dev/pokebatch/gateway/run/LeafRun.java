package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Selection;
import dev.pokebatch.gateway.problem.CancelledBy;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.process.trace.TraceSpan;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A step of documents while it runs. If the request does not name its documents, a {@link
 * Resolution} determines them first; then {@link LeafFetches} fetches them. Confined to one event
 * loop.
 */
final class LeafRun implements StepRun {

  private final Leaf leaf;
  private final GroupRun group;
  private final BatchRun batch;
  private final @Nullable Resolution resolution;
  private final ItemCursor items;
  private final LeafResults results;
  private final LeafFetches fetches;
  private final LastSizeEstimate sizes;
  private TraceSpan span = TraceSpan.NONE;

  /** Whether its group has stopped, because another step failed. */
  private boolean stopped;

  private boolean checkedPriorRun;

  LeafRun(Leaf leaf, GroupRun group, BatchRun batch) {
    this.leaf = leaf;
    this.group = group;
    this.batch = batch;
    this.items = new ItemCursor(leaf, batch.priorRun());
    this.sizes = new LastSizeEstimate(leaf.view(), items, batch.context());
    this.results = new LeafResults(leaf, group, batch, items);
    this.fetches = new LeafFetches(this, batch, items, results);
    this.resolution = items.areKnown() ? null : resolution(leaf.selection());
  }

  private Resolution resolution(Selection selection) {
    return selection instanceof Selection.Linked linked
        ? new ReferenceResolution(this, linked, batch)
        : new ListResolution(this, (Selection.Listed) selection, batch);
  }

  Leaf leaf() {
    return leaf;
  }

  GroupRun group() {
    return group;
  }

  TraceSpan span() {
    return span;
  }

  boolean isOver() {
    return results.isOver();
  }

  @Override
  public void open() {
    if (isOver()) {
      return;
    }
    results.stepStarted();
    span = batch.context().trace().beginStep(this, leaf.id(), group.span());
    checkPriorRun();
    if (resolution != null && !isOver() && !items.areKnown()) {
      resolution.open();
    }
    batch.pump().ready(this);
  }

  /** Returns whether it has something to fetch now. */
  boolean maySend() {
    return !isOver() && !stopped && source().maySend();
  }

  private FetchSource source() {
    return resolution == null || items.areKnown() ? fetches : resolution;
  }

  /** Returns the index of the document to fetch next. */
  int next() {
    return items.next();
  }

  /** Returns the estimated sizes of its documents. */
  LastSizeEstimate sizes() {
    return sizes;
  }

  /** Sends its next fetch. */
  void send(FetchSource.Sender sender) {
    source().send(sender);
  }

  /** Returns why its next fetch may not be sent; null if it may. */
  @Nullable Problem refusal() {
    return source() == fetches ? batch.shapeWork().refusal(leaf.view()) : null;
  }

  /** Does not send its next fetch, which the gateway refuses. */
  void refuseNext(Problem why) {
    if (source() == fetches) {
      fetches.refuseNext(why);
    } else {
      batch.context().cancel(source().calls());
      unresolved(new Outcome.Refused(why, Effort.UNTRIED));
    }
  }

  @Override
  public void stop(String cause) {
    if (!stopped) {
      stopped = true;
      batch.context().cancel(source().calls());
    }
    checkPriorRun();
    var skipped = new Outcome.Skipped(cause);
    if (items.areKnown()) {
      fetches.endUnsent(effort -> skipped);
    } else if (source().calls().isEmpty()) {
      unresolved(skipped);
    }
  }

  @Override
  public void end(Function<Effort, Outcome> outcome) {
    batch.context().cancel(source().calls());
    checkPriorRun();
    if (items.areKnown()) {
      fetches.endInFlight(outcome);
      fetches.endUnsent(outcome);
    } else {
      unresolved(outcome.apply(source().calls().isEmpty() ? Effort.UNTRIED : Effort.NONE));
    }
  }

  @Override
  public void abandon() {
    results.abandon();
    batch.context().cancel(source().calls());
    fetches.forget();
  }

  /**
   * Sets its documents.
   *
   * @param effort the requests to the upstream that determined them
   */
  void resolved(DocumentList documents, Effort effort) {
    var refusal = batch.admit(leaf, documents);
    if (refusal != null) {
      unresolved(new Outcome.Refused(refusal, effort));
      return;
    }
    items.resolve(documents);
    batch.pump().count(effort);
    if (documents.size() == 0) {
      results.end();
    } else {
      results.addPrior();
      batch.pump().ready(this);
    }
  }

  /** Ends the step, because its documents cannot be determined. */
  void unresolved(Outcome outcome) {
    results.addUnsent(Result.STEP, "", outcome);
  }

  /** Ends the step, because a fetch did not determine its documents. */
  void unresolved(Outcome outcome, InFlightFetch fetch) {
    results.addSent(Result.STEP, "", outcome, fetch);
  }

  /** Returns the outcome of a reply if the step was stopped before it; else null. */
  @Nullable Outcome cancelled(FetchReply reply) {
    return stopped ? new Outcome.Cancelled(CancelledBy.GROUP, reply.effort()) : null;
  }

  /** Takes over what an earlier run has done of the step. */
  private void checkPriorRun() {
    if (checkedPriorRun) {
      return;
    }
    checkedPriorRun = true;
    var documents = items.areKnown() ? null : items.priorDocuments();
    if (documents != null) {
      resolved(documents, Effort.UNTRIED);
    } else {
      results.addPrior();
    }
  }

  @Override
  public void whenEnded(Runnable action) {
    results.whenEnded(action);
  }

  @Override
  public boolean isMany() {
    return leaf.many();
  }

  @Override
  public List<LeafRun> leaves() {
    return List.of(this);
  }

  /** Returns the bodies that are cached for references to the step. */
  CachedBodies bodies() {
    return results.bodies();
  }

  /** Returns its documents; none until they are known. */
  DocumentList documents() {
    return items.documents();
  }
}
