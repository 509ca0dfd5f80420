package dev.pokebatch.gateway.dispatch;

import dev.pokebatch.fetcher.client.Call;
import dev.pokebatch.fetcher.client.FetcherClient;
import dev.pokebatch.fetcher.contract.Budget;
import dev.pokebatch.fetcher.contract.Expansion;
import dev.pokebatch.fetcher.contract.Projection;
import dev.pokebatch.fetcher.contract.TransportKind;
import java.util.Collection;

/** Sends calls to the fetchers, within the bound over all batches. Confined to one event loop. */
public final class Dispatcher {

  private final FetcherClient fetchers;
  private final InFlightLimit limit;

  /** Sends through the client; who calls holds a permit of the limit until the reply is there. */
  public Dispatcher(FetcherClient fetchers, InFlightLimit limit) {
    this.fetchers = fetchers;
    this.limit = limit;
  }

  /** Where permits are had from. */
  public InFlightLimit limit() {
    return limit;
  }

  /** Whether there is any fetcher to ask. */
  public boolean hasFetchers() {
    return fetchers.fetchers() > 0;
  }

  /** Asks for a document; the permit goes back by itself. */
  public Call send(
      String target, Projection fields, Expansion expand, TransportKind transport, Budget budget) {
    var call = fetchers.fetch(target, fields, expand, transport, budget);
    call.reply().onComplete(done -> limit.release());
    return call;
  }

  /** Calls calls off; each still gets its reply. */
  public void cancel(Collection<Call> calls) {
    fetchers.cancel(calls);
  }
}
