package dev.pokebatch.fetcher.fetch;

import io.vertx.core.Future;

/**
 * Cuts documents down to a view; whatever can be cut has been found valid on the way. Called, and
 * completed, on the verticle's event loop, wherever the work is done.
 */
@FunctionalInterface
public interface Projector {

  /**
   * Reads all of the text, keeps what is wanted.
   *
   * @return the cut, at once where it is at hand or soon made; or a {@link FetchException} of kind
   *     {@code UPSTREAM_INVALID_BODY} where the text is not a JSON document
   */
  Future<ProjectedDocument> project(EncodedJson body, DocumentView view);

  /** Cuts a document, unless it came with the very cut that is wanted. */
  default Future<ProjectedDocument> project(Document document, DocumentView view) {
    var projected = document.projected();
    return projected != null && projected.view().equals(view)
        ? Future.succeededFuture(projected)
        : project(document.body(), view);
  }
}
