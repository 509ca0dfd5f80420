package dev.pokebatch.contract.client;

import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.CacheMode;
import dev.pokebatch.contract.CallId;
import dev.pokebatch.contract.Correlation;
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
 * @param cache how a fetcher uses a cached document
 * @param correlation the client's request that the call is made for
 */
record FetchSpec(
    String owner,
    String target,
    Projection fields,
    Expansion expand,
    TransportKind transport,
    CacheMode cache,
    Correlation correlation) {

  /**
   * Requests the document.
   *
   * @param again whether the fetcher has just cached it for this call
   */
  FetchRequest request(CallId id, Budget left, long grant, boolean again) {
    var mode = again ? cache.repeated() : cache;
    return request(id, mode, left, false, grant);
  }

  /** Requests a cached copy of the document. */
  FetchRequest onlyIfCached(CallId id, Budget left, long grant) {
    return request(id, cache, left, true, grant);
  }

  private FetchRequest request(
      CallId id, CacheMode mode, Budget left, boolean onlyIfCached, long grant) {
    return new FetchRequest(
        id, owner, target, fields, expand, transport, mode, left, onlyIfCached, grant, correlation);
  }
}
