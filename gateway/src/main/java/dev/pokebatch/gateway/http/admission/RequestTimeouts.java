package dev.pokebatch.gateway.http.admission;

import java.time.Duration;

/**
 * How fast a request must come.
 *
 * @param head the most time for a request's head, from the beginning of the connection or from its
 *     first byte
 * @param body the most time for a body that is read as a whole
 * @param bytesPerSecond of such a body, on average after a third of that time
 * @param idle how long a stream of steps may be silent while none of its steps runs
 */
public record RequestTimeouts(Duration head, Duration body, int bytesPerSecond, Duration idle) {

  /** Of the most time for a body, the part in which no rate is measured. */
  private static final int GRACE = 3;

  /** How long a body of which so many bytes have come may have taken. */
  public Duration forBody(long bytes) {
    var millis = body.toMillis() / GRACE + bytes * 1_000 / bytesPerSecond;
    return Duration.ofMillis(Math.min(body.toMillis(), millis));
  }
}
