package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.client.FetcherCall;
import java.util.List;

/**
 * What a step asks fetchers for: first, where the request does not say which documents it stands
 * for, what tells them; then the documents. Confined to one event loop.
 */
interface FetchSource {

  /** Whether it has something to ask a fetcher for now. */
  boolean maySend();

  /** Asks for it. */
  void send(Sender sender);

  /** What it has under way. */
  List<FetcherCall> calls();
}
