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
  private final Settling settling = new Settling();
  private final Bodies bodies;
  private final Places places;
  private double queuedMs = Double.NaN;
  private boolean calledOff;
  private boolean lookedBack;
  private boolean over;

  LeafRun(Leaf leaf, GroupRun group, BatchRun batch) {
    this.leaf = leaf;
    this.group = group;
    this.batch = batch;
    this.bodies = new Bodies(leaf, batch);
    this.places = new Places(leaf, batch.history());
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
    return over;
  }

  @Override
  public void open() {
    if (over) {
      return;
    }
    queuedMs = batch.elapsedMs();
    lookBack();
    if (resolution != null && !over && !places.areKnown()) {
      resolution.open();
    }
    batch.ready(this);
  }

  /** Whether there is something to send for now; in a sequence, one after the other. */
  boolean maySend() {
    if (over || calledOff) {
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
    over = true;
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
    while (!over && places.hasNext()) {
      var item = places.take();
      var what = places.documents().at(item);
      settle(item, what, outcome.apply(Effort.UNTRIED), neverSent());
    }
  }

  /** Something that the resolution asked for is back; it matters no more once the step is over. */
  void back(Call call, Runnable then) {
    batch.back(call);
    if (!over) {
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
      settled();
    } else {
      recallAll();
      batch.ready(this);
    }
  }

  /** It will never become known. */
  void unresolved(Outcome outcome) {
    settle(Result.STEP, "", outcome, neverSent());
  }

  /** It will not become known by what was sent for. */
  void unresolved(Outcome outcome, Sent sent) {
    settle(Result.STEP, "", outcome, sent.until(queuedMs, batch.elapsedMs()));
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

  /** What has ended in an earlier run has settled, and is told to nobody. */
  private void lookBack() {
    if (lookedBack) {
      return;
    }
    lookedBack = true;
    var before = places.knownBefore();
    if (places.areKnown()) {
      recallAll();
    } else if (before != null) {
      resolved(before, Effort.UNTRIED);
    } else {
      recall(Result.STEP);
    }
  }

  private void recallAll() {
    for (var item = 0; item < places.documents().size() && !over; item++) {
      recall(item);
    }
  }

  private void recall(int item) {
    var ended = places.before(item);
    if (ended == null) {
      return;
    }
    over = places.settle();
    bodies.recall(item, ended);
    if (ended == History.Past.FAILED) {
      group.failed(leaf.id());
    }
    if (over) {
      settled();
    }
  }

  private Times neverSent() {
    return new Times(queuedMs, Double.NaN, batch.elapsedMs(), "");
  }

  private void settle(int item, Sent sent, Outcome outcome) {
    settle(item, sent.target(), outcome, sent.until(queuedMs, batch.elapsedMs()));
  }

  private void settle(int item, String what, Outcome outcome, Times times) {
    if (over) {
      return;
    }
    over = places.settle();
    var result = new Result(leaf, item, what, outcome, times);
    bodies.note(result);
    batch.hand(result);
    if (result.failed()) {
      group.failed(leaf.id());
    }
    if (over) {
      settled();
    }
  }

  private void settled() {
    over = true;
    settling.over();
    group.settled();
  }

  @Override
  public void whenSettled(Runnable action) {
    settling.whenOver(action);
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
    return bodies;
  }

  /** Its documents; none until they are known. */
  Target documents() {
    return places.documents();
  }
}
