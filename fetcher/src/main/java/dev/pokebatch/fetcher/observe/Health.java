package dev.pokebatch.fetcher.observe;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * How a process is.
 *
 * @param ready whether it may be sent work
 * @param details what else a prober may want to know, by name
 */
public record Health(boolean ready, Map<String, ?> details) {

  /** Copies the map. */
  public Health {
    details = Map.copyOf(details);
  }

  JsonObject toJson() {
    var json = new JsonObject().put("status", ready ? "UP" : "DOWN");
    details.forEach(json::put);
    return json;
  }
}
