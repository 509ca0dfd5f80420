package dev.pokebatch.gateway.dispatch;

import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.Expansion;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.contract.TransportKind;
import dev.pokebatch.contract.client.FetcherCall;
import dev.pokebatch.contract.client.FetcherClient;
import dev.pokebatch.gateway.client.ClientId;
import dev.pokebatch.gateway.memory.AnswerMemory;
import dev.pokebatch.gateway.memory.Grant;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.Map;

/**
 * Sends a client's calls to the fetchers, within the bound over all batches. Confined to one event
 * loop.
 */
public final class Dispatcher {

  private static final Budget FOREVER = new Budget(Long.MAX_VALUE);

  private final FetcherClient fetchers;
  private final InFlightLimit limit;
  private final TransferStats transfers;
  private final ReplySizes sizes;
  private final AnswerMemory memory;
  private final EventLoopTurns turns;
  private final WorkerTurns turnsBeside;
  private final Budget patience;
  private final ClientId client;

  /**
   * Sends through the client; who calls holds a permit of the limit until the reply is there.
   *
   * @param transfers is told what replies took
   * @param sizes is told how large replies are
   * @param memory what replies are counted in
   */
  public Dispatcher(
      FetcherClient fetchers,
      InFlightLimit limit,
      TransferStats transfers,
      ReplySizes sizes,
      AnswerMemory memory) {
    this(
        fetchers,
        limit,
        transfers,
        sizes,
        memory,
        new EventLoopTurns(),
        new WorkerTurns(),
        FetcherClient.A_MOMENT,
        ClientId.GATEWAY);
  }

  private Dispatcher(
      FetcherClient fetchers,
      InFlightLimit limit,
      TransferStats transfers,
      ReplySizes sizes,
      AnswerMemory memory,
      EventLoopTurns turns,
      WorkerTurns turnsBeside,
      Budget patience,
      ClientId client) {
    this.client = client;
    this.fetchers = fetchers;
    this.limit = limit;
    this.transfers = transfers;
    this.sizes = sizes;
    this.memory = memory;
    this.turns = turns;
    this.turnsBeside = turnsBeside;
    this.patience = patience;
  }

  /** The same for a client's calls: clients take turns. */
  public Dispatcher of(ClientId other) {
    return new Dispatcher(
        fetchers,
        limit.of(other),
        transfers,
        sizes,
        memory,
        turns.of(other),
        turnsBeside.of(other),
        patience,
        other);
  }

  /**
   * The same for calls that nobody waits for: where all fetchers are lost, they wait for another.
   *
   * @param own their limit, so that they are not in the way of those for which somebody waits
   */
  public Dispatcher patient(InFlightLimit own) {
    return new Dispatcher(
        fetchers, own, transfers, sizes, memory, turns, turnsBeside, FOREVER, client);
  }

  /** Where permits are had from. */
  public InFlightLimit limit() {
    return limit;
  }

  /** What documents have taken so far. */
  public TransferStats transfers() {
    return transfers;
  }

  /** How large documents have been so far. */
  public ReplySizes sizes() {
    return sizes;
  }

  /** What replies are counted in. */
  public AnswerMemory memory() {
    return memory;
  }

  /** Where batches queue with what holds the event loop. */
  public EventLoopTurns turns() {
    return turns;
  }

  /** Where batches queue with what would hold the event loop for long. */
  public WorkerTurns turnsBeside() {
    return turnsBeside;
  }

  /** Whether there is any fetcher to ask. */
  public boolean hasFetchers() {
    return fetchers.fetchers() > 0;
  }

  /**
   * Asks for a document; the permit goes back by itself.
   *
   * @param size is told how large the document is
   * @param grant the memory for the reply, which the caller closes
   */
  public FetcherCall send(
      String target,
      Projection fields,
      Expansion expand,
      TransportKind transport,
      Budget budget,
      ReplySizes.SizeEstimate size,
      Grant grant) {
    var call =
        fetchers.fetch(client.name(), target, fields, expand, transport, budget, patience, grant);
    var what = expand.paths().isNone() ? target : "";
    call.reply()
        .onSuccess(
            reply -> {
              limit.release();
              size.saw(reply);
              if (reply instanceof FetchReply.Found found) {
                transfers.saw(what, found.effort());
              }
            });
    return call;
  }

  /**
   * Asks which documents are held, and would cost the upstream nothing; takes no permit, for
   * nothing is got.
   *
   * @return by target, the bytes of each that is held; it never fails
   */
  public Future<Map<String, Long>> cached(Collection<String> targets) {
    return fetchers.cached(targets);
  }

  /** Calls calls off; each still gets its reply. */
  public void cancel(Collection<FetcherCall> calls) {
    fetchers.cancel(calls);
  }
}
