package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.contract.client.FetcherCall;
import dev.pokebatch.gateway.batch.View;
import dev.pokebatch.gateway.plan.ResourceList;
import dev.pokebatch.gateway.plan.Selection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** By the upstream's list of a resource. Confined to one event loop. */
final class ListResolution implements Resolution {

  private final LeafRun step;
  private final Selection.Listed selection;
  private @Nullable InFlightFetch underWay;
  private boolean asked;

  ListResolution(LeafRun step, Selection.Listed selection) {
    this.step = step;
    this.selection = selection;
  }

  @Override
  public void open() {}

  @Override
  public boolean maySend() {
    return !asked;
  }

  @Override
  public void send(Sender sender) {
    asked = true;
    var sent = sender.send(ResourceList.target(selection.resource()), View.of(ResourceList.FIELDS));
    underWay = sent;
    sent.call().reply().onSuccess(reply -> step.back(sent, () -> replied(sent, reply)));
  }

  @Override
  public List<FetcherCall> calls() {
    var sent = underWay;
    return sent == null ? List.of() : List.of(sent.call());
  }

  private void replied(InFlightFetch sent, FetchReply reply) {
    underWay = null;
    var off = step.calledOff(reply);
    if (off != null) {
      step.unresolved(off, sent);
    } else if (reply instanceof FetchReply.Found found) {
      resolve(sent, found);
    } else {
      step.unresolved(new Outcome.Replied(reply), sent);
    }
  }

  private void resolve(InFlightFetch sent, FetchReply.Found found) {
    var list = ResourceList.read(found.body());
    if (list.isPresent()) {
      step.resolved(ResourceList.select(selection, list.get()), found.effort());
      return;
    }
    var failure = ResourceList.noList(selection.resource());
    step.unresolved(new Outcome.Replied(new FetchReply.Failed(failure, found.effort())), sent);
  }
}
