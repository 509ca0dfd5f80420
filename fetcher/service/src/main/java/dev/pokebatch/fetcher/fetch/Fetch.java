package dev.pokebatch.fetcher.fetch;

import io.vertx.core.Future;

/** Gets one document. The upstream is one of these, and so is every guard in front of it. */
@FunctionalInterface
public interface Fetch {

  /**
   * Gets the document that the call names; called, and completed, on the verticle's event loop.
   *
   * @return the document, or a failure that is a {@link FetchException}; it never throws
   */
  Future<Document> get(FetchCall call);
}
