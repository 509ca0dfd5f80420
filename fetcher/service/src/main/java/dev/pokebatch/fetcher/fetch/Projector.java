package dev.pokebatch.fetcher.fetch;

import io.vertx.core.Future;

/**
 * Reduces cached documents to a view. Called and completed on the verticle's event loop, wherever
 * the work is done.
 */
@FunctionalInterface
public interface Projector {

  /**
   * Projects a text, validating all of it.
   *
   * @return the projection, already complete if it was cached or short; or a {@link FetchException}
   *     of kind {@code UPSTREAM_INVALID_BODY} if the text is not a JSON document
   */
  Future<ProjectedDocument> project(EncodedJson body, DocumentView view);

  /** Projects a document, unless it already carries the projection to that view. */
  default Future<ProjectedDocument> project(Document document, DocumentView view) {
    var projected = document.projected();
    return projected != null && projected.view().equals(view)
        ? Future.succeededFuture(projected)
        : project(document.body(), view);
  }
}
