package dev.pokebatch.gateway.run;

import dev.pokebatch.fetcher.client.Call;

/**
 * Something that a fetcher has been asked for.
 *
 * @param target what
 * @param atMs when, in milliseconds from when the batch began
 */
record Sent(String target, Call call, double atMs) {

  Times until(double queuedMs, double endedMs) {
    return new Times(queuedMs, atMs, endedMs, call.fetcher());
  }
}
