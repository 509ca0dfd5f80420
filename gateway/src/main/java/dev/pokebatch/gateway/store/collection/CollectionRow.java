package dev.pokebatch.gateway.store.collection;

import io.vertx.core.buffer.Buffer;

/**
 * A stored batch request.
 *
 * @param entry its metadata, as in a list
 * @param body the request; opaque to the store
 */
public record CollectionRow(Entry entry, Buffer body) {

  /**
   * The metadata of a collection. Times are milliseconds since the epoch.
   *
   * @param owner whose it is
   * @param name the name in its URL
   * @param version 1 for the first body, increased by 1 with each replacement
   * @param etag entity tag of this version, chosen by the caller
   * @param documents number of documents that it requests, as far as known before it runs
   * @param createdAt when the first version was stored
   * @param updatedAt when this version was stored
   */
  public record Entry(
      String owner,
      String name,
      long version,
      String etag,
      long documents,
      long createdAt,
      long updatedAt) {}
}
