package dev.pokebatch.gateway.run;

import dev.pokebatch.fetcher.client.Call;
import dev.pokebatch.fetcher.contract.Effort;
import dev.pokebatch.fetcher.contract.FailureKind;
import dev.pokebatch.fetcher.contract.FetchReply;
import dev.pokebatch.gateway.batch.Mode;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.problem.CancelledBy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A step of documents while it runs: knows which have been sent for, and hands on what becomes of
 * each. Confined to one event loop.
 */
final class LeafRun implements StepRun {

  private final Leaf leaf;
  private final GroupRun group;
  private final BatchRun batch;
  private final Map<Integer, Sent> underWay = new LinkedHashMap<>();
  private int next;
  private int settled;
  private boolean calledOff;

  LeafRun(Leaf leaf, GroupRun group, BatchRun batch) {
    this.leaf = leaf;
    this.group = group;
    this.batch = batch;
  }

  Leaf leaf() {
    return leaf;
  }

  GroupRun group() {
    return group;
  }

  @Override
  public void open() {
    batch.ready(this);
  }

  /** Whether another of its documents may be sent for now; in a sequence, one after the other. */
  boolean maySend() {
    return next < leaf.documents() && (underWay.isEmpty() || group.mode() == Mode.PARALLEL);
  }

  /** The document that it sends for next, by its place. */
  int next() {
    return next;
  }

  /** Sends for its next document. */
  void send(Function<String, Call> send) {
    var item = next++;
    var target = leaf.target().at(item);
    var call = send.apply(target);
    underWay.put(item, new Sent(target, call, batch.elapsedMs()));
    call.reply().onSuccess(reply -> replied(item, reply));
  }

  @Override
  public void stop(String cause) {
    if (!calledOff) {
      calledOff = true;
      batch.cancel(calls());
    }
    skipTheRest(effort -> new Outcome.Skipped(cause));
  }

  @Override
  public void end(Function<Effort, Outcome> outcome) {
    batch.cancel(calls());
    var begun = Map.copyOf(underWay);
    underWay.clear();
    for (var item = 0; item < next; item++) {
      var sent = begun.get(item);
      if (sent != null) {
        settle(item, sent.target, outcome.apply(Effort.NONE), batch.elapsedMs() - sent.atMs);
      }
    }
    skipTheRest(outcome);
  }

  @Override
  public void abandon() {
    batch.cancel(calls());
    underWay.clear();
  }

  private List<Call> calls() {
    return underWay.values().stream().map(Sent::call).toList();
  }

  private void skipTheRest(Function<Effort, Outcome> outcome) {
    while (next < leaf.documents()) {
      var item = next++;
      settle(item, leaf.target().at(item), outcome.apply(Effort.UNTRIED), 0);
    }
  }

  private void replied(int item, FetchReply reply) {
    batch.back();
    var sent = underWay.remove(item);
    if (sent != null) { // else it has been ended already
      settle(item, sent.target, outcome(reply), batch.elapsedMs() - sent.atMs);
      batch.ready(this);
    }
    batch.resume();
  }

  /** A document that was called off may still have come, or have failed by itself. */
  private Outcome outcome(FetchReply reply) {
    return calledOff
            && reply instanceof FetchReply.Failed failed
            && failed.failure().kind() == FailureKind.CANCELLED
        ? new Outcome.Cancelled(CancelledBy.GROUP, reply.effort())
        : new Outcome.Replied(reply);
  }

  private void settle(int item, String target, Outcome outcome, double durationMs) {
    settled++;
    var result = new Result(leaf, item, target, outcome, durationMs);
    batch.hand(result);
    if (result.failed()) {
      group.failed(leaf.id());
    }
    if (settled == leaf.documents()) {
      group.settled();
    }
  }

  private record Sent(String target, Call call, double atMs) {}
}
