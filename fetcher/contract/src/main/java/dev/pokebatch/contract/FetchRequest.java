package dev.pokebatch.contract;

/**
 * Asks a fetcher for one document.
 *
 * @param call who asks and which of its calls this is, so that it can be called off
 * @param client whose request it is, an opaque name; empty where it belongs to nobody. Clients take
 *     turns at what is scarce
 * @param target {@code resource/key}, or a link: a path or URL that the fetcher holds against its
 *     upstream
 * @param fields what to keep of the document, after its links were followed
 * @param expand which links to replace by what they name
 * @param transport how to get it where it has to be got
 * @param budget how long the caller will wait
 * @param onlyIfCached whether to answer at once with what is kept, fresh or stale, or with {@link
 *     FailureKind#NOT_CACHED}, and to ask the upstream for nothing (RFC 9111, section 5.2.1.7)
 * @param grant the longest document that the caller accepts, in bytes; for a longer one the reply
 *     is {@link FetchReply.TooLarge}
 */
public record FetchRequest(
    CallId call,
    String client,
    String target,
    Projection fields,
    Expansion expand,
    TransportKind transport,
    Budget budget,
    boolean onlyIfCached,
    long grant) {

  /** The same of nobody in particular. */
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
