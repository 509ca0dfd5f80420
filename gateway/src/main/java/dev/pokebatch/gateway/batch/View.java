package dev.pokebatch.gateway.batch;

import dev.pokebatch.fetcher.contract.LinkPaths;
import dev.pokebatch.fetcher.contract.Projection;

/**
 * What a client wants to see of a document.
 *
 * @param fields what to keep, after links were followed
 * @param expand which links to replace by what they name
 */
public record View(Projection fields, LinkPaths expand) {

  /** All of it, as it is. */
  public static final View WHOLE = new View(Projection.ALL, LinkPaths.NONE);

  /** Of just these fields. */
  public static View of(Projection fields) {
    return new View(fields, LinkPaths.NONE);
  }
}
