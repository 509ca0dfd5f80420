package dev.pokebatch.fetcher.fetch;

import dev.pokebatch.contract.LinkPaths;
import dev.pokebatch.contract.Projection;

/**
 * The part of a document that a caller wants.
 *
 * @param fields the fields to keep, after links were followed
 * @param links the paths of the links to follow
 */
public record DocumentView(Projection fields, LinkPaths links) {

  /** The whole document, without following links. */
  public static final DocumentView WHOLE = new DocumentView(Projection.ALL, LinkPaths.NONE);
}
