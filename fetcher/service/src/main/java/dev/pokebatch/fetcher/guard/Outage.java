package dev.pokebatch.fetcher.guard;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs one line when the upstream goes away and one when it is back. It is away after {@link
 * #FAILURES} failed requests in a row, or when its circuit opens. It is back with its first
 * response; if it answered some requests during the outage, when the circuit closes. Guarded by the
 * lock of its circuit.
 */
final class Outage {

  private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

  /**
   * High enough not to be chance: even if 30 % of the requests fail, so many in a row hardly ever
   * do.
   */
  static final int FAILURES = 10;

  private int failures;
  private boolean answersSome;
  private boolean away;

  /** Records a request that failed because the upstream is not healthy. */
  void failed() {
    failures++;
    if (failures >= FAILURES) {
      away("The upstream is away: {} requests in a row failed", failures);
    }
  }

  /** Records a response. */
  void answered() {
    failures = 0;
    if (!answersSome) {
      back();
    }
  }

  /** The circuit has opened: requests to the upstream fail too often, or are too slow. */
  void circuitOpened(long openMs) {
    answersSome = failures < FAILURES;
    away("Too many requests to the upstream fail; it is not asked for {} ms", openMs);
  }

  /** The circuit has closed. */
  void circuitClosed() {
    answersSome = false;
    failures = 0;
    back();
  }

  private void away(String why, Object value) {
    if (!away) {
      away = true;
      LOG.warn(why, value);
    }
  }

  private void back() {
    if (away) {
      away = false;
      LOG.info("The upstream is back");
    }
  }
}
