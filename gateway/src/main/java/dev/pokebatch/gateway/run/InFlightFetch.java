package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.client.FetcherCall;
import dev.pokebatch.gateway.memory.Grant;

/**
 * Something that a fetcher has been asked for.
 *
 * @param target what
 * @param atMs when, in milliseconds from when the batch began
 * @param grant the memory for the reply; whoever takes the reply closes it
 */
record InFlightFetch(String target, FetcherCall call, double atMs, Grant grant) {

  Timing until(double queuedMs, double endedMs) {
    return new Timing(queuedMs, atMs, endedMs, call.fetcher());
  }
}
