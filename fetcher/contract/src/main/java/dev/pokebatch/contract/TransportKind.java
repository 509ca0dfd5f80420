package dev.pokebatch.contract;

/** How a fetcher gets a document from the upstream. The document is the same either way. */
public enum TransportKind {
  /** Vert.x Web Client, on the event loop. */
  NON_BLOCKING,
  /** A synchronous client, called through {@code executeBlocking} on a bounded worker pool. */
  BLOCKING
}
