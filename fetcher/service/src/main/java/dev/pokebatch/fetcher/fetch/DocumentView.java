package dev.pokebatch.fetcher.fetch;

import dev.pokebatch.contract.LinkPaths;
import dev.pokebatch.contract.Projection;

/**
 * What a caller wants to see of a document.
 *
 * @param fields what to keep, after links were followed
 * @param links which links are to be followed
 */
public record DocumentView(Projection fields, LinkPaths links) {

  /** All of it, as it is. */
  public static final DocumentView WHOLE = new DocumentView(Projection.ALL, LinkPaths.NONE);
}
