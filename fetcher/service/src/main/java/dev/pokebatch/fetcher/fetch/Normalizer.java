package dev.pokebatch.fetcher.fetch;

import io.vertx.core.Future;

/**
 * Validates documents as they come over the wire, and brings them to the form in which they are
 * kept. Called, and completed, on the verticle's event loop, wherever the work is done.
 */
@FunctionalInterface
public interface Normalizer {

  /**
   * Reads all of the text, and cuts it down on the way.
   *
   * @param wire as the upstream sent it
   * @return both forms; or a {@link FetchException} of kind {@code UPSTREAM_INVALID_BODY} where the
   *     text is not a JSON document
   */
  Future<NormalizedDocument> normalize(EncodedJson wire, DocumentView view);
}
