package dev.pokebatch.process.launch;

import dev.pokebatch.process.health.Health;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** The service that a process runs. */
public interface Service {

  /** The address of the service, or what it works on, for the log. */
  String description();

  /** The health of the service. May be called from any thread. */
  Health health();

  /** Returns what is going on in the service, for operators; nothing secret. Thread-safe. */
  default Future<JsonObject> debug() {
    return Future.succeededFuture(new JsonObject());
  }

  /**
   * Drains the service: it announces that it leaves, accepts no new work, and completes the work in
   * flight. May be called once, from any thread.
   *
   * @param grace how long that may take
   * @return completes when no work is in flight
   */
  Future<?> leave(Duration grace);
}
