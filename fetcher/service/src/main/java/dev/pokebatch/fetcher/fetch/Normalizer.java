package dev.pokebatch.fetcher.fetch;

import io.vertx.core.Future;

/**
 * Validates response bodies and brings them to the form in which they are cached. Called and
 * completed on the verticle's event loop, wherever the work is done.
 */
@FunctionalInterface
public interface Normalizer {

  /**
   * Validates, normalizes and projects a body.
   *
   * @param wire the body as the upstream sent it
   * @return both forms; or a {@link FetchException} of kind {@code UPSTREAM_INVALID_BODY} if the
   *     text is not a JSON document
   */
  Future<NormalizedDocument> normalize(EncodedJson wire, DocumentView view);
}
