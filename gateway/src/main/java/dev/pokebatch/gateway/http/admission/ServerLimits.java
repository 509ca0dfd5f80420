package dev.pokebatch.gateway.http.admission;

import dev.pokebatch.gateway.client.TrustedProxies;
import io.vertx.core.json.JsonObject;

/**
 * The limits within which a process accepts requests.
 *
 * @param proxies the reverse proxies whose forwarding headers are believed
 * @param concurrency how much work may run at once; more is refused
 * @param connections how many connections may be open
 * @param timeouts how slowly requests may arrive
 * @param requestBytes the memory for request bodies while they are read and decoded
 */
public record ServerLimits(
    TrustedProxies proxies,
    ConcurrencyLimits concurrency,
    ConnectionLimits connections,
    RequestTimeouts timeouts,
    long requestBytes) {

  /** Returns the limits as {@code GET /v1/limits} shows them. */
  public JsonObject toJson() {
    return new JsonObject()
        .put("batches", concurrency.batches())
        .put("streams", concurrency.streams())
        .put("reads", concurrency.reads())
        .put("follows", concurrency.follows())
        .put("longPolls", concurrency.polls())
        .put("connections", connections.most())
        .put("connectionsOfOneClient", connections.ofOneClient())
        .put("headMs", timeouts.head().toMillis())
        .put("bodyMs", timeouts.body().toMillis())
        .put("bodyBytesPerSecond", timeouts.bytesPerSecond())
        .put("requestBytes", requestBytes);
  }
}
