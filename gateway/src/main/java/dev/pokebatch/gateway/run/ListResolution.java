package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.contract.client.Call;
import dev.pokebatch.gateway.batch.View;
import dev.pokebatch.gateway.plan.Listing;
import dev.pokebatch.gateway.plan.Selection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** By the upstream's list of a resource. Confined to one event loop. */
final class ListResolution implements Resolution {

  private final LeafRun step;
  private final Selection.Listed selection;
  private @Nullable Sent underWay;
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
    var sent = sender.send(Listing.target(selection.resource()), View.of(Listing.FIELDS));
    underWay = sent;
    sent.call().reply().onSuccess(reply -> step.back(sent, () -> replied(sent, reply)));
  }

  @Override
  public List<Call> calls() {
    var sent = underWay;
    return sent == null ? List.of() : List.of(sent.call());
  }

  private void replied(Sent sent, FetchReply reply) {
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

  private void resolve(Sent sent, FetchReply.Found found) {
    var list = Listing.read(found.body());
    if (list.isPresent()) {
      step.resolved(Listing.select(selection, list.get()), found.effort());
      return;
    }
    var failure = Listing.noList(selection.resource());
    step.unresolved(new Outcome.Replied(new FetchReply.Failed(failure, found.effort())), sent);
  }
}
