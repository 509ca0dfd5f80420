package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.contract.client.FetcherCall;
import dev.pokebatch.gateway.batch.View;
import dev.pokebatch.gateway.plan.ResourceList;
import dev.pokebatch.gateway.plan.Selection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fetches the upstream's list of a resource and selects from it. Confined to one event loop. */
final class ListResolution implements Resolution {

  private final LeafRun step;
  private final Selection.Listed selection;
  private final BatchRun batch;
  private @Nullable InFlightFetch inFlight;
  private boolean sent;

  ListResolution(LeafRun step, Selection.Listed selection, BatchRun batch) {
    this.step = step;
    this.selection = selection;
    this.batch = batch;
  }

  @Override
  public void open() {}

  @Override
  public boolean maySend() {
    return !sent;
  }

  @Override
  public void send(Sender sender) {
    sent = true;
    var target = ResourceList.target(selection.resource());
    var fetch = sender.send(target, View.of(ResourceList.FIELDS), false);
    inFlight = fetch;
    Resolution.whenReplied(fetch, step, batch, reply -> replied(fetch, reply));
  }

  @Override
  public List<FetcherCall> calls() {
    var fetch = inFlight;
    return fetch == null ? List.of() : List.of(fetch.call());
  }

  private void replied(InFlightFetch fetch, FetchReply reply) {
    inFlight = null;
    var cancelled = step.cancelled(reply);
    if (cancelled != null) {
      step.unresolved(cancelled, fetch);
    } else if (reply instanceof FetchReply.Found found) {
      resolve(fetch, found);
    } else {
      step.unresolved(new Outcome.Replied(reply), fetch);
    }
  }

  private void resolve(InFlightFetch fetch, FetchReply.Found found) {
    var list = ResourceList.read(found.body());
    if (list.isPresent()) {
      step.resolved(selection.select(list.get()), found.effort());
      return;
    }
    var failure = ResourceList.invalid(selection.resource());
    step.unresolved(new Outcome.Replied(new FetchReply.Failed(failure, found.effort())), fetch);
  }
}
