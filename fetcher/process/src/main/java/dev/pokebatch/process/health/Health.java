package dev.pokebatch.process.health;

import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * The health of a process.
 *
 * @param status whether the process accepts work
 * @param details further values for operators, by name
 */
public record Health(Status status, Map<String, ?> details) {

  /** Whether a process accepts work. */
  public enum Status {
    /** The process accepts work. */
    UP,
    /** The process accepts work, but lacks something that most work needs. */
    DEGRADED,
    /** The process accepts no work. */
    DOWN
  }

  /** Copies the map. */
  public Health {
    details = Map.copyOf(details);
  }

  /** Whether the process accepts work. */
  public boolean ready() {
    return status != Status.DOWN;
  }

  JsonObject toJson() {
    var json = new JsonObject().put("status", status.name());
    details.forEach(json::put);
    return json;
  }
}
