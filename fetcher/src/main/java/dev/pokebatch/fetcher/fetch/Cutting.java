package dev.pokebatch.fetcher.fetch;

/** Cuts a document down to a view; whatever can be cut has been found valid on the way. */
@FunctionalInterface
public interface Cutting {

  /**
   * Reads all of the text, keeps what is wanted.
   *
   * @throws FetchException of kind {@code UPSTREAM_INVALID_BODY} where it is not a JSON document
   */
  Cut cut(Encoded body, View view) throws FetchException;
}
