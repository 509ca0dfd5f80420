package dev.pokebatch.gateway.store.collection;

import io.vertx.core.buffer.Buffer;

/**
 * A stored batch request.
 *
 * @param entry what is told of it in a list
 * @param body the request; opaque to the store
 */
public record CollectionRow(Entry entry, Buffer body) {

  /**
   * A collection, but for its body. Times are milliseconds since the epoch.
   *
   * @param name by which it is found
   * @param version 1 for the first, one more with each replacement
   * @param etag of this version, chosen by the caller
   * @param documents how many it asks for, as far as that is known
   * @param createdAt when its name was first stored
   * @param updatedAt when this version was stored
   */
  public record Entry(
      String name, long version, String etag, long documents, long createdAt, long updatedAt) {}
}
