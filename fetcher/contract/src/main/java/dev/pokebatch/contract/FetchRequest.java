package dev.pokebatch.contract;

/**
 * Requests one document from a fetcher.
 *
 * @param call identifies the request, so that it can be cancelled
 * @param client opaque name of the client that the request is for; empty for none. Clients take
 *     turns at scarce resources, such as permits
 * @param target {@code resource/key}, or a link: a path or URL, which must lie below the upstream
 * @param fields which parts of the document to return, after its links were followed
 * @param expand which links to replace by their documents
 * @param transport how to get a document that is not cached
 * @param cache how to use a cached document
 * @param budget how long the caller waits for the reply
 * @param onlyIfCached whether to reply at once with the cached document, fresh or stale, or with
 *     {@link FailureKind#NOT_CACHED}, and to send no request to the upstream (RFC 9111, section
 *     5.2.1.7)
 * @param grant the largest document that the caller accepts, in bytes; for a larger one the reply
 *     is {@link FetchReply.TooLarge}
 * @param correlation the client's request that this one is made for
 */
public record FetchRequest(
    CallId call,
    String client,
    String target,
    Projection fields,
    Expansion expand,
    TransportKind transport,
    CacheMode cache,
    Budget budget,
    boolean onlyIfCached,
    long grant,
    Correlation correlation) {

  /** A request that belongs to no request of a client. */
  public FetchRequest(
      CallId call,
      String client,
      String target,
      Projection fields,
      Expansion expand,
      TransportKind transport,
      CacheMode cache,
      Budget budget,
      boolean onlyIfCached,
      long grant) {
    this(
        call,
        client,
        target,
        fields,
        expand,
        transport,
        cache,
        budget,
        onlyIfCached,
        grant,
        Correlation.NONE);
  }

  /** A request that uses cached documents as HTTP caching says. */
  public FetchRequest(
      CallId call,
      String client,
      String target,
      Projection fields,
      Expansion expand,
      TransportKind transport,
      Budget budget,
      boolean onlyIfCached,
      long grant) {
    this(
        call,
        client,
        target,
        fields,
        expand,
        transport,
        CacheMode.DEFAULT,
        budget,
        onlyIfCached,
        grant);
  }

  /** Returns this request with another correlation. */
  public FetchRequest with(Correlation other) {
    return new FetchRequest(
        call, client, target, fields, expand, transport, cache, budget, onlyIfCached, grant, other);
  }

  /** A request that belongs to no client. */
  public FetchRequest(
      CallId call,
      String target,
      Projection fields,
      Expansion expand,
      TransportKind transport,
      Budget budget,
      boolean onlyIfCached,
      long grant) {
    this(call, "", target, fields, expand, transport, budget, onlyIfCached, grant);
  }
}
