package dev.pokebatch.gateway.run;

import dev.pokebatch.fetcher.client.Call;
import dev.pokebatch.fetcher.contract.Effort;
import dev.pokebatch.fetcher.contract.Failure;
import dev.pokebatch.fetcher.contract.FailureKind;
import dev.pokebatch.fetcher.contract.FetchReply;
import dev.pokebatch.fetcher.contract.Projection;
import dev.pokebatch.gateway.batch.Mode;
import dev.pokebatch.gateway.batch.Target;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Listing;
import dev.pokebatch.gateway.plan.Selection;
import dev.pokebatch.gateway.problem.CancelledBy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A step of documents while it runs: finds out which they are where the request does not say, knows
 * which have been sent for, and hands on what becomes of each. Confined to one event loop.
 */
final class LeafRun implements StepRun {

  private final Leaf leaf;
  private final GroupRun group;
  private final BatchRun batch;
  private final Map<Integer, Sent> underWay = new LinkedHashMap<>();

  /** Its documents, or null until they are known. */
  private @Nullable Target target;

  private int next;
  private int settled;
  private boolean calledOff;
  private boolean over;

  LeafRun(Leaf leaf, GroupRun group, BatchRun batch) {
    this.leaf = leaf;
    this.group = group;
    this.batch = batch;
    this.target = leaf.selection() instanceof Selection.Fixed fixed ? fixed.target() : null;
    this.next = target == null ? Result.STEP : 0;
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
    if (over) {
      return false;
    }
    return target == null
        ? next == Result.STEP && underWay.isEmpty()
        : next < target.size() && (underWay.isEmpty() || group.mode() == Mode.PARALLEL);
  }

  /** The document that it sends for next, by its place. */
  int next() {
    return next;
  }

  /** Sends for its next document, or first of all for the list that names them. */
  void send(BiFunction<String, Projection, Call> send) {
    var known = target;
    if (known == null) {
      var list = Listing.target(resource());
      var call = send.apply(list, Listing.FIELDS);
      underWay.put(Result.STEP, new Sent("", call, batch.elapsedMs()));
      call.reply().onSuccess(this::listed);
    } else {
      var item = next++;
      var call = send.apply(known.at(item), leaf.fields());
      underWay.put(item, new Sent(known.at(item), call, batch.elapsedMs()));
      call.reply().onSuccess(reply -> replied(item, reply));
    }
  }

  @Override
  public void stop(String cause) {
    if (!calledOff) {
      calledOff = true;
      batch.cancel(calls());
    }
    endTheRest(effort -> new Outcome.Skipped(cause));
  }

  @Override
  public void end(Function<Effort, Outcome> outcome) {
    batch.cancel(calls());
    var begun = new LinkedHashMap<>(underWay);
    underWay.clear();
    begun.forEach(
        (item, sent) ->
            settle(item, sent.target, outcome.apply(Effort.NONE), batch.elapsedMs() - sent.atMs));
    endTheRest(outcome);
  }

  @Override
  public void abandon() {
    over = true;
    batch.cancel(calls());
    underWay.clear();
  }

  private List<Call> calls() {
    return underWay.values().stream().map(Sent::call).toList();
  }

  /** What has not begun; a list that is under way will settle the step by itself. */
  private void endTheRest(Function<Effort, Outcome> outcome) {
    var known = target;
    if (known == null) {
      if (underWay.isEmpty()) {
        settle(Result.STEP, "", outcome.apply(Effort.UNTRIED), 0);
      }
      return;
    }
    while (!over && next < known.size()) {
      var item = next++;
      settle(item, known.at(item), outcome.apply(Effort.UNTRIED), 0);
    }
  }

  private void listed(FetchReply reply) {
    batch.back();
    var sent = underWay.remove(Result.STEP);
    if (sent != null) { // else it has been ended already
      var tookMs = batch.elapsedMs() - sent.atMs;
      if (!(reply instanceof FetchReply.Found found)) {
        settle(Result.STEP, "", outcome(reply), tookMs);
      } else if (calledOff) {
        settle(Result.STEP, "", cancelled(reply), tookMs);
      } else {
        resolve(found, tookMs);
      }
    }
    batch.resume();
  }

  private void resolve(FetchReply.Found found, double tookMs) {
    var list = Listing.read(found.body());
    if (list.isEmpty()) {
      var words = "the upstream's list of " + resource() + " is none";
      var failure = Failure.of(FailureKind.UPSTREAM_INVALID_BODY, words);
      var failed = new FetchReply.Failed(failure, found.effort());
      settle(Result.STEP, "", new Outcome.Replied(failed), tookMs);
      return;
    }
    var selected = Listing.select(leaf.selection(), list.get());
    var refusal = batch.admit(leaf, selected.size());
    if (refusal != null) {
      settle(Result.STEP, "", new Outcome.Refused(refusal, found.effort()), tookMs);
      return;
    }
    target = selected;
    next = 0;
    batch.spent(found.effort());
    if (selected.size() == 0) {
      over = true;
      group.settled();
    } else {
      batch.ready(this);
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
    var gone =
        calledOff
            && reply instanceof FetchReply.Failed failed
            && failed.failure().kind() == FailureKind.CANCELLED;
    return gone ? cancelled(reply) : new Outcome.Replied(reply);
  }

  private static Outcome cancelled(FetchReply reply) {
    return new Outcome.Cancelled(CancelledBy.GROUP, reply.effort());
  }

  private void settle(int item, String what, Outcome outcome, double durationMs) {
    if (over) {
      return;
    }
    settled++;
    var known = target;
    over = known == null || settled == known.size();
    var result = new Result(leaf, item, what, outcome, durationMs);
    batch.hand(result);
    if (result.failed()) {
      group.failed(leaf.id());
    }
    if (over) {
      group.settled();
    }
  }

  private String resource() {
    return leaf.selection() instanceof Selection.Drawn drawn
        ? drawn.resource()
        : ((Selection.Everything) leaf.selection()).resource();
  }

  private record Sent(String target, Call call, double atMs) {}
}
