package dev.pokebatch.fetcher.fetch;

import dev.pokebatch.contract.Budget;
import dev.pokebatch.process.trace.TraceSpan;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf a call is made, and for how long.
 *
 * @param client the client, or the first of several: clients take turns at scarce things
 * @param budget how long the caller waits
 * @param cancel fires when the caller, or the last of several, has gone
 * @param callers all callers of a shared flight; null for a single caller
 * @param span of the call in the trace of the caller, or of the first of several
 */
record Requester(
    String client,
    Budget budget,
    CancelSignal cancel,
    @Nullable WaitingCallers callers,
    TraceSpan span) {

  /** Milliseconds for which any caller still waits. */
  long leftMs() {
    return callers == null ? budget.millis() : callers.leftMs();
  }

  Requester with(CancelSignal signal) {
    return new Requester(client, budget, signal, callers, span);
  }

  Requester with(Budget time, CancelSignal signal) {
    return new Requester(client, time, signal, callers, span);
  }

  Requester sharedBy(WaitingCallers all, CancelSignal signal) {
    return new Requester(client, budget, signal, all, span);
  }

  Requester ofClient(String other) {
    return new Requester(other, budget, cancel, callers, span);
  }

  Requester in(TraceSpan other) {
    return new Requester(client, budget, cancel, callers, other);
  }
}
