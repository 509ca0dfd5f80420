package dev.pokebatch.fetcher.fetch;

import dev.pokebatch.fetcher.contract.Projection;

/** Cuts a document down to fields; whatever can be cut has been found valid on the way. */
@FunctionalInterface
public interface Cutting {

  /**
   * Reads all of the text, keeps the fields.
   *
   * @throws FetchException of kind {@code UPSTREAM_INVALID_BODY} where it is not a JSON document
   */
  Cut cut(Encoded body, Projection fields) throws FetchException;
}
