package dev.pokebatch.process.launch;

import dev.pokebatch.process.health.Health;
import io.vertx.core.Future;
import java.time.Duration;

/** What a process does for others, and how it takes its leave of them. */
public interface Service {

  /** Where it is, or what it works on, for the log. */
  String description();

  /** Whether it may be sent work. May be called from any thread. */
  Health health();

  /**
   * Takes nothing new, says so, and ends what is under way. May be called from any thread, once.
   *
   * @param grace how long that may take
   * @return done when nothing is under way any more
   */
  Future<?> leave(Duration grace);
}
