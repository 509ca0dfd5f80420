package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.client.FetcherCall;
import dev.pokebatch.gateway.memory.Grant;

/**
 * A fetch that was sent to a fetcher.
 *
 * @param target the document, as {@code resource/key} or a link
 * @param call the call to the fetcher
 * @param sentMs when it was sent, in milliseconds since the batch began
 * @param grant the memory for the reply; the receiver of the reply closes it
 */
record InFlightFetch(String target, FetcherCall call, double sentMs, Grant grant) {

  /** Returns the timing of a document that ends now. */
  Timing timing(double queuedMs, double endedMs) {
    return new Timing(queuedMs, sentMs, endedMs, call.fetcher());
  }
}
