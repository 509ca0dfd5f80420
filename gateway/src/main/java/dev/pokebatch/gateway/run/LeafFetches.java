package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.contract.client.FetcherCall;
import dev.pokebatch.gateway.batch.Mode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A step's documents while they are got: knows which are under way, and hands on what becomes of
 * each. Confined to one event loop.
 */
final class LeafFetches implements FetchSource {

  private final LeafRun step;
  private final BatchRun batch;
  private final ItemCursor places;
  private final LeafResults results;
  private final Map<Integer, InFlightFetch> underWay = new LinkedHashMap<>();

  LeafFetches(LeafRun step, BatchRun batch, ItemCursor places, LeafResults results) {
    this.step = step;
    this.batch = batch;
    this.places = places;
    this.results = results;
  }

  /** In a sequence, one after the other. */
  @Override
  public boolean maySend() {
    return places.hasNext() && (underWay.isEmpty() || step.group().mode() == Mode.PARALLEL);
  }

  @Override
  public void send(Sender sender) {
    var item = places.take();
    var sent = sender.send(places.documents().at(item), step.leaf().view());
    underWay.put(item, sent);
    sent.call().reply().onSuccess(reply -> batch.guard(() -> replied(item, sent, reply)));
  }

  @Override
  public List<FetcherCall> calls() {
    return underWay.values().stream().map(InFlightFetch::call).toList();
  }

  /** Ends those that are under way, whatever is replied. */
  void endBegun(Function<Effort, Outcome> outcome) {
    var begun = new LinkedHashMap<>(underWay);
    underWay.clear();
    begun.forEach((item, sent) -> settle(item, sent, outcome.apply(Effort.NONE)));
  }

  /** Ends those that have not begun; what is under way settles by itself. */
  void endTheRest(Function<Effort, Outcome> outcome) {
    while (!results.isOver() && places.hasNext()) {
      var item = places.take();
      var what = places.documents().at(item);
      results.settle(item, what, outcome.apply(Effort.UNTRIED), step.neverSent());
    }
  }

  /** What is replied matters no more. */
  void forget() {
    underWay.clear();
  }

  private void replied(int item, InFlightFetch sent, FetchReply reply) {
    batch.back(sent.call());
    try {
      if (underWay.remove(item) != null) { // else it has been ended already
        settle(item, sent, outcome(sent, reply));
        batch.ready(step);
      }
    } finally {
      sent.grant().close();
    }
    batch.endIfExceeded();
    batch.resume();
  }

  /** A document that was called off may still have come, or have failed by itself. */
  private Outcome outcome(InFlightFetch sent, FetchReply reply) {
    var refusal = batch.pump().bounds().refusal(sent.grant(), reply);
    if (refusal != null) {
      return new Outcome.Refused(refusal, reply.effort());
    }
    var gone =
        reply instanceof FetchReply.Failed failed
            && failed.failure().kind() == FailureKind.CANCELLED;
    var off = gone ? step.calledOff(reply) : null;
    return off == null ? new Outcome.Replied(reply) : off;
  }

  private void settle(int item, InFlightFetch sent, Outcome outcome) {
    results.settle(item, sent.target(), outcome, step.until(sent));
  }
}
