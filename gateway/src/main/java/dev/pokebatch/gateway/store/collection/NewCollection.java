package dev.pokebatch.gateway.store.collection;

import io.vertx.core.buffer.Buffer;

/**
 * A batch request that is to be stored under a name.
 *
 * @param name by which it will be found
 * @param body the request; opaque to the store
 * @param documents how many it asks for, as far as that is known
 * @param etag of this version of it; no other version of any collection has the same
 * @param now milliseconds since the epoch
 */
public record NewCollection(String name, Buffer body, long documents, String etag, long now) {}
