package dev.pokebatch.fetcher.guard;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one line to the log when the upstream goes away and one when it is back. It is away when
 * so many requests in a row failed, or when its circuit opens. It is back with its first answer;
 * or, if it answered some requests all along, when the circuit has closed. Guarded by the lock of
 * its circuit.
 */
final class Outage {

  private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

  /** Not by chance: where three requests in ten fail, so many in a row hardly ever do. */
  static final int FAILURES = 10;

  private int failures;
  private boolean answersSome;
  private boolean away;

  /** A request failed in a way that says that the upstream is not well. */
  void failed() {
    failures++;
    if (failures >= FAILURES) {
      away("The upstream is away: {} requests in a row failed", failures);
    }
  }

  /** The upstream answered a request. */
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
