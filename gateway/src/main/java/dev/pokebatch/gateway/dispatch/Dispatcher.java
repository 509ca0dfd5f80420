package dev.pokebatch.gateway.dispatch;

import dev.pokebatch.fetcher.contract.Budget;
import dev.pokebatch.fetcher.contract.CallId;
import dev.pokebatch.fetcher.contract.Cancel;
import dev.pokebatch.fetcher.contract.FetchReply;
import dev.pokebatch.fetcher.contract.FetchRequest;
import dev.pokebatch.fetcher.contract.FetcherClient;
import dev.pokebatch.fetcher.contract.Projection;
import dev.pokebatch.fetcher.contract.TransportKind;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Sends calls to the fetchers and numbers them. Confined to one event loop. */
public final class Dispatcher {

  private final String caller = UUID.randomUUID().toString();
  private final FetcherClient fetchers;
  private final InFlightLimit limit;
  private long calls;

  /** Sends through the client; who calls holds a permit of the limit until the reply is there. */
  public Dispatcher(FetcherClient fetchers, InFlightLimit limit) {
    this.fetchers = fetchers;
    this.limit = limit;
  }

  /** Where permits are had from. */
  public InFlightLimit limit() {
    return limit;
  }

  /** Asks for a document; the permit goes back by itself. */
  public Call send(String target, Projection fields, TransportKind transport, Budget budget) {
    var id = new CallId(caller, ++calls);
    var reply = fetchers.fetch(new FetchRequest(id, target, fields, transport, budget));
    return new Call(id.number(), reply.onComplete(done -> limit.release()));
  }

  /** Calls off calls by their numbers; each still gets its reply. */
  public void cancel(Collection<Long> numbers) {
    if (!numbers.isEmpty()) {
      fetchers.cancel(new Cancel(caller, List.copyOf(numbers)));
    }
  }

  /**
   * A call under way.
   *
   * @param number names it to {@link #cancel}
   * @param reply never fails
   */
  public record Call(long number, Future<FetchReply> reply) {}
}
