package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.client.FetcherCall;
import dev.pokebatch.gateway.batch.View;
import java.util.List;

/**
 * What a step fetches: its documents, or first whatever determines which documents those are.
 * Confined to one event loop.
 */
interface FetchSource {

  /** Returns whether there is something to fetch now. */
  boolean maySend();

  /** Sends the next fetch. */
  void send(Sender sender);

  /** Returns the calls in flight. */
  List<FetcherCall> calls();

  /** Sends one fetch to a fetcher. */
  @FunctionalInterface
  interface Sender {

    /**
     * Sends it.
     *
     * @param target the document, as {@code resource/key} or a link
     * @param view which parts of it to return
     * @param again whether the batch has fetched the document before
     */
    InFlightFetch send(String target, View view, boolean again);
  }
}
