package dev.pokebatch.contract;

/** The ways in which getting a document can fail. Sent by name. */
public enum FailureKind {
  /** The upstream has no such document. */
  NOT_FOUND,
  /** The upstream has no such resource. */
  UNKNOWN_RESOURCE,
  /** The target is no resource and key, and no link: no upstream is asked for it. */
  INVALID_KEY,
  /** The target does not lie below the configured upstream. */
  FORBIDDEN_URL,
  /** The upstream refused: 401, 403, 429 and the other 4xx that say nothing of the document. */
  UPSTREAM_REJECTED,
  /** The upstream failed: 5xx, or an answer that no client of it should get. */
  UPSTREAM_ERROR,
  /** The upstream answered 200 with something that is not a whole JSON document. */
  UPSTREAM_INVALID_BODY,
  /** The upstream's document is larger than the fetcher takes. */
  UPSTREAM_TOO_LARGE,
  /** The connection broke off in the middle of an answer. */
  UPSTREAM_CUT_OFF,
  /** No connection, or one that broke off before a head came. */
  UPSTREAM_UNREACHABLE,
  /** The upstream took longer than the fetcher waits for it. */
  UPSTREAM_TIMEOUT,
  /** The upstream failed so often of late that it is left alone for a while. */
  CIRCUIT_OPEN,
  /** A link lies deeper than links are followed. */
  EXPAND_DEPTH,
  /** More links than may be followed from one document. */
  EXPAND_LINKS,
  /** With its links followed, the document is larger than it may be. */
  EXPAND_BYTES,
  /** The caller's own time ran out. */
  DEADLINE_EXCEEDED,
  /** Too much waits already. */
  OVERLOADED,
  /** Nobody is there to fetch. */
  NO_FETCHER,
  /** The fetcher that was asked ends before it has the document; another one may be asked. */
  LEAVING,
  /** Only what is kept was asked for, and it is not; whoever does not keep it may get it. */
  NOT_CACHED,
  /** The caller called it off. */
  CANCELLED,
  /** A fault of ours. */
  INTERNAL
}
