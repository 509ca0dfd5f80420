package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.contract.client.FetcherCall;
import dev.pokebatch.gateway.batch.Mode;
import dev.pokebatch.gateway.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Fetches the documents of a step: knows which are in flight and reports the result of each.
 * Confined to one event loop.
 */
final class LeafFetches implements FetchSource {

  private final LeafRun step;
  private final BatchRun batch;
  private final ItemCursor items;
  private final LeafResults results;
  private final Map<Integer, InFlightFetch> inFlight = new LinkedHashMap<>();

  LeafFetches(LeafRun step, BatchRun batch, ItemCursor items, LeafResults results) {
    this.step = step;
    this.batch = batch;
    this.items = items;
    this.results = results;
  }

  /** In a sequence, one document after the other. */
  @Override
  public boolean maySend() {
    return items.hasNext() && (inFlight.isEmpty() || step.group().mode() == Mode.PARALLEL);
  }

  @Override
  public void send(Sender sender) {
    var item = items.take();
    var fetch = sender.send(items.documents().at(item), step.leaf().view(), false);
    inFlight.put(item, fetch);
    fetch.call().reply().onSuccess(reply -> batch.guard(() -> replied(item, fetch, reply)));
  }

  /** Ends the next document, which the gateway refuses to fetch. */
  void refuseNext(Problem why) {
    var item = items.take();
    var refused = new Outcome.Refused(why, Effort.UNTRIED);
    results.addUnsent(item, items.documents().at(item), refused);
  }

  @Override
  public List<FetcherCall> calls() {
    return inFlight.values().stream().map(InFlightFetch::call).toList();
  }

  /** Ends the documents in flight with these outcomes; their replies are ignored. */
  void endInFlight(Function<Effort, Outcome> outcome) {
    var fetches = new LinkedHashMap<>(inFlight);
    inFlight.clear();
    fetches.forEach((item, fetch) -> end(item, fetch, outcome.apply(Effort.NONE)));
  }

  /** Ends the documents that were not sent; those in flight end with their replies. */
  void endUnsent(Function<Effort, Outcome> outcome) {
    while (!results.isOver() && items.hasNext()) {
      var item = items.take();
      var target = items.documents().at(item);
      results.addUnsent(item, target, outcome.apply(Effort.UNTRIED));
    }
  }

  /** Ignores the replies that are still to come. */
  void forget() {
    inFlight.clear();
  }

  private void replied(int item, InFlightFetch fetch, FetchReply reply) {
    batch.pump().replied(fetch.call());
    batch.shapeWork().add(reply.effort().work());
    try {
      if (inFlight.remove(item) != null) { // else it has ended already
        end(item, fetch, outcome(fetch, reply));
        batch.pump().ready(step);
      }
    } finally {
      fetch.grant().close();
    }
    batch.endIfExceeded();
    batch.resume();
  }

  /** Returns the outcome; a cancelled document may have been found, or have failed, before. */
  private Outcome outcome(InFlightFetch fetch, FetchReply reply) {
    var refusal = batch.pump().replyLimits().refusal(fetch.grant(), reply);
    if (refusal != null) {
      return new Outcome.Refused(refusal, reply.effort());
    }
    var wasCancelled =
        reply instanceof FetchReply.Failed failed
            && failed.failure().kind() == FailureKind.CANCELLED;
    var cancelled = wasCancelled ? step.cancelled(reply) : null;
    return cancelled == null ? new Outcome.Replied(reply) : cancelled;
  }

  private void end(int item, InFlightFetch fetch, Outcome outcome) {
    results.addSent(item, fetch.target(), outcome, fetch);
  }
}
