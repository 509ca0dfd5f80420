package dev.pokebatch.gateway.http.admission;

import dev.pokebatch.gateway.client.TrustedProxies;
import io.vertx.core.json.JsonObject;

/**
 * What a process takes in.
 *
 * @param proxies who is believed about whom a request comes from
 * @param places how much may go on at once; more is refused
 * @param connections how many may be open
 * @param pace how fast requests must come
 * @param requestBytes the memory for bodies while they are read and decoded
 */
public record ServerLimits(
    TrustedProxies proxies,
    ConcurrencyLimits places,
    ConnectionLimits connections,
    RequestTimeouts pace,
    long requestBytes) {

  /** As clients may look it up. */
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
