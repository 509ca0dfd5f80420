package dev.pokebatch.process.health;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * How a process is.
 *
 * @param status whether it may be sent work
 * @param details what else a prober may want to know, by name
 */
public record Health(Status status, Map<String, ?> details) {

  /** Whether a process may be sent work. */
  public enum Status {
    /** It may. */
    UP,
    /** It may, and answers, but something is missing that it needs for most of it. */
    DEGRADED,
    /** It may not. */
    DOWN
  }

  /** Copies the map. */
  public Health {
    details = Map.copyOf(details);
  }

  /** Whether it may be sent work. */
  public boolean ready() {
    return status != Status.DOWN;
  }

  JsonObject toJson() {
    var json = new JsonObject().put("status", status.name());
    details.forEach(json::put);
    return json;
  }
}
