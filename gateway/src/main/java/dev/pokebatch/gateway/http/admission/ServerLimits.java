package dev.pokebatch.gateway.http.admission;

import dev.pokebatch.gateway.client.TrustedProxies;
import io.vertx.core.json.JsonObject;

/**
 * The limits within which a process accepts requests.
 *
 * @param proxies the reverse proxies whose forwarding headers are believed
 * @param places how much work may run at once; more is refused
 * @param connections how many connections may be open
 * @param pace how slowly requests may arrive
 * @param requestBytes the memory for request bodies while they are read and decoded
 */
public record ServerLimits(
    TrustedProxies proxies,
    ConcurrencyLimits places,
    ConnectionLimits connections,
    RequestTimeouts pace,
    long requestBytes) {

  /** Returns the limits as {@code GET /v1/limits} shows them. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("batches", places.batches())
        .put("streams", places.streams())
        .put("reads", places.reads())
        .put("follows", places.follows())
        .put("longPolls", places.polls())
        .put("connections", connections.most())
        .put("connectionsOfOneClient", connections.ofOneClient())
        .put("headMs", pace.head().toMillis())
        .put("bodyMs", pace.body().toMillis())
        .put("bodyBytesPerSecond", pace.bytesPerSecond())
        .put("requestBytes", requestBytes);
  }
}
