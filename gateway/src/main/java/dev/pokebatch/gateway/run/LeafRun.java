package dev.pokebatch.gateway.run;

import dev.pokebatch.fetcher.client.Call;
import dev.pokebatch.fetcher.contract.Effort;
import dev.pokebatch.fetcher.contract.FailureKind;
import dev.pokebatch.fetcher.contract.FetchReply;
import dev.pokebatch.gateway.batch.Mode;
import dev.pokebatch.gateway.batch.Target;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Selection;
import dev.pokebatch.gateway.problem.CancelledBy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A step of documents while it runs: knows which have been sent for, and hands on what becomes of
 * each. Where the request does not say which they are, a {@link Resolution} finds out. Confined to
 * one event loop.
 */
final class LeafRun implements StepRun {

  private final Leaf leaf;
  private final GroupRun group;
  private final BatchRun batch;
  private final @Nullable Resolution resolution;
  private final Map<Integer, Sent> underWay = new LinkedHashMap<>();
  private final Places places;
  private final LeafResults results;
  private double queuedMs = Double.NaN;
  private boolean calledOff;
  private boolean lookedBack;

  LeafRun(Leaf leaf, GroupRun group, BatchRun batch) {
    this.leaf = leaf;
    this.group = group;
    this.batch = batch;
    this.places = new Places(leaf, batch.history());
    this.results = new LeafResults(leaf, group, batch, places);
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

  /** Whether there is something to send for now; in a sequence, one after the other. */
  boolean maySend() {
    if (isOver() || calledOff) {
      return false;
    }
    if (!places.areKnown()) {
      return resolution != null && resolution.maySend();
    }
    return places.hasNext() && (underWay.isEmpty() || group.mode() == Mode.PARALLEL);
  }

  /** The document that it sends for next, by its place. */
  int next() {
    return places.next();
  }

  /** Sends for its next document, or first of all for what tells which they are. */
  void send(Sender sender) {
    if (places.areKnown()) {
      var item = places.take();
      var sent = sender.send(places.documents().at(item), leaf.view());
      underWay.put(item, sent);
      sent.call().reply().onSuccess(reply -> replied(item, sent.call(), reply));
    } else if (resolution != null) {
      resolution.send(sender);
    }
  }

  @Override
  public void stop(String cause) {
    if (!calledOff) {
      calledOff = true;
      batch.cancel(calls());
    }
    lookBack();
    endTheRest(effort -> new Outcome.Skipped(cause));
  }

  @Override
  public void end(Function<Effort, Outcome> outcome) {
    batch.cancel(calls());
    lookBack();
    var begun = new LinkedHashMap<>(underWay);
    underWay.clear();
    begun.forEach((item, sent) -> settle(item, sent, outcome.apply(Effort.NONE)));
    if (!places.areKnown()) {
      unresolved(outcome.apply(calls().isEmpty() ? Effort.UNTRIED : Effort.NONE));
    } else {
      endTheRest(outcome);
    }
  }

  @Override
  public void abandon() {
    results.abandon();
    batch.cancel(calls());
    underWay.clear();
  }

  private List<Call> calls() {
    return !places.areKnown() && resolution != null
        ? resolution.calls()
        : underWay.values().stream().map(Sent::call).toList();
  }

  /** What has not begun; what is under way settles by itself. */
  private void endTheRest(Function<Effort, Outcome> outcome) {
    if (!places.areKnown()) {
      if (calls().isEmpty()) {
        unresolved(outcome.apply(Effort.UNTRIED));
      }
      return;
    }
    while (!isOver() && places.hasNext()) {
      var item = places.take();
      var what = places.documents().at(item);
      results.settle(item, what, outcome.apply(Effort.UNTRIED), neverSent());
    }
  }

  /** Something that the resolution asked for is back; it matters no more once the step is over. */
  void back(Call call, Runnable then) {
    batch.back(call);
    if (!isOver()) {
      then.run();
    }
    batch.resume();
  }

  /** It has become known which documents it stands for, and what that took. */
  void resolved(Target documents, Effort effort) {
    var refusal = batch.admit(leaf, documents);
    if (refusal != null) {
      unresolved(new Outcome.Refused(refusal, effort));
      return;
    }
    places.know(documents);
    batch.spent(effort);
    if (documents.size() == 0) {
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
  void unresolved(Outcome outcome, Sent sent) {
    results.settle(Result.STEP, "", outcome, sent.until(queuedMs, batch.elapsedMs()));
  }

  /** The outcome of a step that was called off while a reply was on its way. */
  @Nullable Outcome calledOff(FetchReply reply) {
    return calledOff ? new Outcome.Cancelled(CancelledBy.GROUP, reply.effort()) : null;
  }

  private void replied(int item, Call call, FetchReply reply) {
    batch.back(call);
    var sent = underWay.remove(item);
    if (sent != null) { // else it has been ended already
      settle(item, sent, outcome(reply));
      batch.ready(this);
    }
    batch.resume();
  }

  /** A document that was called off may still have come, or have failed by itself. */
  private Outcome outcome(FetchReply reply) {
    var gone =
        reply instanceof FetchReply.Failed failed
            && failed.failure().kind() == FailureKind.CANCELLED;
    var off = gone ? calledOff(reply) : null;
    return off == null ? new Outcome.Replied(reply) : off;
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

  private Times neverSent() {
    return new Times(queuedMs, Double.NaN, batch.elapsedMs(), "");
  }

  private void settle(int item, Sent sent, Outcome outcome) {
    results.settle(item, sent.target(), outcome, sent.until(queuedMs, batch.elapsedMs()));
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
  Bodies bodies() {
    return results.bodies();
  }

  /** Its documents; none until they are known. */
  Target documents() {
    return places.documents();
  }
}
