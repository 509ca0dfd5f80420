package dev.pokebatch.fetcher.fetch;

import io.vertx.core.Future;

/**
 * Fetches one document. The upstream implements it, and so does every guard in front of the
 * upstream.
 */
@FunctionalInterface
public interface Fetch {

  /**
   * Fetches the document; called and completed on the verticle's event loop.
   *
   * @return the document, or a failure that is a {@link FetchException}; never throws
   */
  Future<Document> get(FetchCall call);
}
