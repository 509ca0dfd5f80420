package dev.pokebatch.contract;

/** The ways in which getting a document can fail. Sent by name, so a name never changes. */
public enum FailureKind {
  /** The upstream has no such document. */
  NOT_FOUND,
  /** The upstream has no such resource. */
  UNKNOWN_RESOURCE,
  /** The target is neither a resource and key nor a link. */
  INVALID_KEY,
  /** The target does not lie below the configured upstream. */
  FORBIDDEN_URL,
  /** The upstream rejected the request: 401, 403, 429 and other 4xx apart from 404. */
  UPSTREAM_REJECTED,
  /** The upstream failed: 5xx, or a response that the request does not allow. */
  UPSTREAM_ERROR,
  /** The upstream responded with 200 and a body that is not a complete JSON document. */
  UPSTREAM_INVALID_BODY,
  /** The upstream's document is larger than the fetcher accepts. */
  UPSTREAM_TOO_LARGE,
  /** The connection was closed in the middle of a response. */
  UPSTREAM_CUT_OFF,
  /** No connection, or one that was closed before the head of the response arrived. */
  UPSTREAM_UNREACHABLE,
  /** The upstream took longer than the configured timeout. */
  UPSTREAM_TIMEOUT,
  /** The circuit breaker is open, because the upstream failed too often recently. */
  CIRCUIT_OPEN,
  /** A link lies deeper than the limit of nested documents. */
  EXPAND_DEPTH,
  /** The document has more links to follow than the limit. */
  EXPAND_LINKS,
  /** With its links followed, the document is larger than the limit. */
  EXPAND_BYTES,
  /** The shape needs more work on this document than the limit. */
  SHAPE_WORK,
  /** The caller's budget is spent. */
  DEADLINE_EXCEEDED,
  /** Too many requests wait already. */
  OVERLOADED,
  /** No fetcher is available. */
  NO_FETCHER,
  /** The fetcher shuts down before it has the document. Another one may be asked. */
  LEAVING,
  /** Only a cached document was requested, and it is not cached. */
  NOT_CACHED,
  /** The caller cancelled the request. */
  CANCELLED,
  /**
   * The receiver could not read the request or the reply: the sender runs another version. Another
   * fetcher may be asked.
   */
  UNREADABLE,
  /** A bug in the fetcher. */
  INTERNAL
}
