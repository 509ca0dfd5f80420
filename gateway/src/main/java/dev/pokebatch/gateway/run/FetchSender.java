package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.CacheMode;
import dev.pokebatch.contract.Expansion;
import dev.pokebatch.contract.TransportKind;
import dev.pokebatch.contract.client.FetcherCall;
import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.batch.OptionTable;
import dev.pokebatch.gateway.batch.OptionValues;
import dev.pokebatch.gateway.batch.View;
import dev.pokebatch.gateway.dispatch.ReplySizes.SizeEstimate;
import dev.pokebatch.gateway.memory.Grant;
import java.util.List;
import java.util.function.Consumer;

/**
 * Sends the fetches of steps to fetchers, each with a grant of memory for its reply and with the
 * time that its step has left. Confined to one event loop.
 */
final class FetchSender {

  private final RunContext context;
  private final BatchLimits limits;
  private final TransportKind transport;
  private final CacheMode cache;
  private final ReplyLimits replyLimits;
  private final Consumer<FetcherCall> onArrival;

  /** Whether the permit of the current {@link #sendNext} has not been used for a call yet. */
  private boolean permitUnused;

  /**
   * @param onArrival called when a document has arrived at the fetcher, before links in it are
   *     expanded
   */
  FetchSender(
      RunContext context,
      BatchLimits limits,
      OptionValues options,
      ReplyLimits replyLimits,
      Consumer<FetcherCall> onArrival) {
    this.context = context;
    this.limits = limits;
    this.transport = options.get(OptionTable.TRANSPORT);
    this.cache = options.get(OptionTable.CACHE);
    this.replyLimits = replyLimits;
    this.onArrival = onArrival;
  }

  /**
   * Sends the next fetch of a step. The caller holds a permit of the limit on documents in flight;
   * it is released if nothing is sent.
   */
  void sendNext(LeafRun leaf) {
    permitUnused = true;
    try {
      leaf.send((target, view, again) -> send(leaf, target, view, again));
    } finally {
      if (permitUnused) {
        context.dispatcher().limit().release();
      }
    }
  }

  private InFlightFetch send(LeafRun leaf, String target, View view, boolean again) {
    var size = leaf.sizes().of(target, view);
    var grant = replyLimits.grant(size);
    var mode = again ? cache.repeated() : cache;
    var call = call(leaf, target, view, mode, size, grant);
    grant.whenRefused(() -> context.cancel(List.of(call)));
    return new InFlightFetch(target, call, context.elapsedMs(), grant);
  }

  private FetcherCall call(
      LeafRun leaf, String target, View view, CacheMode mode, SizeEstimate size, Grant grant) {
    var expand = Expansion.of(view.expand(), limits.expandDepth(), limits.fanOut());
    var budget = new Budget(leaf.group().leftMs());
    var dispatcher = context.dispatcher();
    var call =
        context
            .trace()
            .send(
                leaf.span(),
                target,
                correlation ->
                    dispatcher.send(
                        target,
                        view.fields(),
                        expand,
                        transport,
                        mode,
                        budget,
                        size,
                        grant,
                        correlation));
    permitUnused = false;
    call.onArrival(() -> context.guarded(() -> onArrival.accept(call)));
    return call;
  }
}
