package dev.pokebatch.contract.client;

import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.CallId;
import dev.pokebatch.contract.Expansion;
import dev.pokebatch.contract.FetchRequest;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.contract.TransportKind;

/**
 * What a call requests, the same for each fetcher that is asked.
 *
 * @param owner opaque name of the client that the request is for
 * @param target {@code resource/key}, or a link
 * @param fields which parts of the document to return
 * @param expand which links to replace by their documents
 * @param transport how a fetcher gets a document that is not cached
 */
record FetchSpec(
    String owner, String target, Projection fields, Expansion expand, TransportKind transport) {

  /** Requests the document. */
  FetchRequest request(CallId id, Budget left, long grant) {
    return new FetchRequest(id, owner, target, fields, expand, transport, left, false, grant);
  }

  /** Requests a cached copy of the document. */
  FetchRequest onlyIfCached(CallId id, Budget left, long grant) {
    return new FetchRequest(id, owner, target, fields, expand, transport, left, true, grant);
  }
}
