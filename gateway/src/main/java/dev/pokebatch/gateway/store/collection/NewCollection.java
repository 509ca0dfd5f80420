package dev.pokebatch.gateway.store.collection;

import io.vertx.core.buffer.Buffer;

/**
 * A batch request to store under a name.
 *
 * @param name the name in its URL
 * @param body the request; the store does not interpret it
 * @param documents number of documents that it requests, as far as known before it runs
 * @param etag entity tag, unique among all versions of all collections
 * @param now current time in milliseconds since the epoch
 */
public record NewCollection(String name, Buffer body, long documents, String etag, long now) {}
