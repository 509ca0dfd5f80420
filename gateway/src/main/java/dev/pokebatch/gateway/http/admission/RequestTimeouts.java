package dev.pokebatch.gateway.http.admission;

import java.time.Duration;

/**
 * How slowly a request may arrive.
 *
 * @param head the most time for a request's head: of a connection's first request from its accept,
 *     of a later one from its first byte
 * @param body the most time for a body that is read as a whole
 * @param bytesPerSecond the least average rate of such a body, required after a third of that time
 * @param idle how long the client of a step stream may send nothing while none of its steps runs
 */
public record RequestTimeouts(Duration head, Duration body, int bytesPerSecond, Duration idle) {

  /** No rate is required during the first third of the time for a body. */
  private static final int GRACE = 3;

  /** Returns how long a body may have taken when so many of its bytes have been received. */
  public Duration forBody(long bytes) {
    var millis = body.toMillis() / GRACE + bytes * 1_000 / bytesPerSecond;
    return Duration.ofMillis(Math.min(body.toMillis(), millis));
  }
}
