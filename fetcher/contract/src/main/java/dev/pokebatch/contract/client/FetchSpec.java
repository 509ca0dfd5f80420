package dev.pokebatch.contract.client;

import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.CallId;
import dev.pokebatch.contract.Expansion;
import dev.pokebatch.contract.FetchRequest;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.contract.TransportKind;

/**
 * A document as somebody wants it, whoever is asked for it.
 *
 * @param client who wants it, by an opaque name
 * @param target {@code resource/key}, or a link
 * @param fields what to keep of it
 * @param expand which of its links to follow
 * @param transport how it is got where it has to be got
 */
record FetchSpec(
    String client, String target, Projection fields, Expansion expand, TransportKind transport) {

  /** Asks for it, within what is left of the time and in no more than so many bytes. */
  FetchRequest request(CallId id, Budget left, long grant) {
    return new FetchRequest(id, client, target, fields, expand, transport, left, false, grant);
  }

  /** Asks for what is kept of it. */
  FetchRequest onlyIfCached(CallId id, Budget left, long grant) {
    return new FetchRequest(id, client, target, fields, expand, transport, left, true, grant);
  }
}
