package dev.pokebatch.gateway.dispatch;

import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.CacheMode;
import dev.pokebatch.contract.Correlation;
import dev.pokebatch.contract.Expansion;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.contract.TransportKind;
import dev.pokebatch.contract.client.FetcherCall;
import dev.pokebatch.contract.client.FetcherClient;
import dev.pokebatch.gateway.client.ClientId;
import dev.pokebatch.gateway.memory.AnswerMemory;
import dev.pokebatch.gateway.memory.Grant;
import dev.pokebatch.gateway.quota.Spending;
import dev.pokebatch.process.trace.TraceSpan;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.Map;

/**
 * Sends one client's calls to fetchers, within the limit on documents in flight over all batches.
 * Confined to one event loop.
 */
public final class Dispatcher {

  private static final Budget UNLIMITED = new Budget(Long.MAX_VALUE);

  private final FetcherClient fetchers;
  private final TransferStats transfers;
  private final ReplySizes sizes;
  private final ClientShare share;
  private final Budget patience;
  private final Spending spending;
  private final TraceSpan span;

  /**
   * Sends through the fetcher client. Callers hold a permit of the limit until the reply arrives.
   *
   * @param transfers learns how long requests take
   * @param sizes learns how large replies are
   * @param memory the pool that replies are reserved from
   */
  public Dispatcher(
      FetcherClient fetchers,
      InFlightLimit limit,
      TransferStats transfers,
      ReplySizes sizes,
      AnswerMemory memory) {
    this(
        fetchers,
        transfers,
        sizes,
        ClientShare.ofGateway(limit, memory),
        FetcherClient.A_MOMENT,
        Spending.UNLIMITED,
        TraceSpan.NONE);
  }

  private Dispatcher(
      FetcherClient fetchers,
      TransferStats transfers,
      ReplySizes sizes,
      ClientShare share,
      Budget patience,
      Spending spending,
      TraceSpan span) {
    this.fetchers = fetchers;
    this.transfers = transfers;
    this.sizes = sizes;
    this.share = share;
    this.patience = patience;
    this.spending = spending;
    this.span = span;
  }

  /** Returns a dispatcher for another client; clients take turns. */
  public Dispatcher of(ClientId other) {
    return new Dispatcher(fetchers, transfers, sizes, share.of(other), patience, spending, span);
  }

  /**
   * Returns a dispatcher whose calls count in the quotas of a client.
   *
   * @param other counts what one request or one job spends
   */
  public Dispatcher with(Spending other) {
    return new Dispatcher(fetchers, transfers, sizes, share, patience, other, span);
  }

  /**
   * Returns a dispatcher for one run.
   *
   * @param other the span of the run, which ends it
   */
  public Dispatcher in(TraceSpan other) {
    return new Dispatcher(fetchers, transfers, sizes, share, patience, spending, other);
  }

  /**
   * Returns a dispatcher for calls of jobs: if all fetchers are lost, its calls wait for a new one.
   *
   * @param own a separate limit, so that jobs do not slow down batches whose clients wait
   */
  public Dispatcher patient(InFlightLimit own) {
    return new Dispatcher(fetchers, transfers, sizes, share.within(own), UNLIMITED, spending, span);
  }

  /** Returns the span of the run. */
  public TraceSpan span() {
    return span;
  }

  /** Returns what counts in the quotas of the client. */
  public Spending spending() {
    return spending;
  }

  /** Returns the limit on documents in flight. */
  public InFlightLimit limit() {
    return share.limit();
  }

  /** Returns how long requests to the upstream take. */
  public TransferStats transfers() {
    return transfers;
  }

  /** Returns how large documents are. */
  public ReplySizes sizes() {
    return sizes;
  }

  /** Returns the memory that replies of the client are reserved from. */
  public AnswerMemory memory() {
    return share.memory();
  }

  /** Returns the turns of batches on the event loop. */
  public EventLoopTurns turns() {
    return share.turns();
  }

  /** Returns the turns in which documents are requested. */
  public RequestTurns requestTurns() {
    return share.requestTurns();
  }

  /** Returns the turns of batches on worker threads. */
  public WorkerTurns workerTurns() {
    return share.workerTurns();
  }

  /** Returns whether any fetcher is available. */
  public boolean hasFetchers() {
    return fetchers.fetchers() > 0;
  }

  /**
   * Sends a call for a document. The permit is released when the reply arrives.
   *
   * @param cache how the fetcher uses a cached document
   * @param size learns how large the document is
   * @param grant the memory for the reply, which the caller closes
   * @param correlation the span that the call belongs to
   */
  public FetcherCall send(
      String target,
      Projection fields,
      Expansion expand,
      TransportKind transport,
      CacheMode cache,
      Budget budget,
      ReplySizes.SizeEstimate size,
      Grant grant,
      Correlation correlation) {
    var call =
        fetchers.fetch(
            share.client().name(),
            target,
            fields,
            expand,
            transport,
            cache,
            budget,
            patience,
            grant,
            correlation);
    var requested = expand.paths().isNone() ? target : "";
    call.reply()
        .onSuccess(
            reply -> {
              share.limit().release();
              size.add(reply);
              spend(reply);
              if (reply instanceof FetchReply.Found found) {
                transfers.add(requested, found.effort());
              }
            });
    return call;
  }

  private void spend(FetchReply reply) {
    var found = reply instanceof FetchReply.Found document ? document : null;
    var bytes = found == null ? 0 : found.body().length();
    spending.replied(reply.effort().requests(), found != null, bytes);
    spending.visited(reply.effort().work());
  }

  /**
   * Asks the fetchers which documents they have cached. Needs no permit, because nothing is
   * fetched.
   *
   * @return the length in bytes of each cached document, by target; it never fails
   */
  public Future<Map<String, Long>> cached(Collection<String> targets) {
    return fetchers.cached(targets);
  }

  /** Cancels calls; each still gets a reply. */
  public void cancel(Collection<FetcherCall> calls) {
    fetchers.cancel(calls);
  }
}
