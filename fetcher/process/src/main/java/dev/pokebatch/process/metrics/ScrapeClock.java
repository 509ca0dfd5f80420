package dev.pokebatch.process.metrics;

import io.micrometer.core.instrument.Clock;
import java.util.function.LongSupplier;

/**
 * Tells the time of the last scrape. Micrometer reads the time twice for each recorded duration, to
 * forget an old maximum, which takes longer than all else. It is enough to forget one after a
 * scrape: a maximum is one of the last two to three minutes, or since the last scrape, if that was
 * earlier. Thread-safe.
 */
final class ScrapeClock implements Clock {

  private final LongSupplier millis;
  private volatile long scrapedAt;

  /** Reads the time from this clock, in milliseconds since 1970. */
  ScrapeClock(LongSupplier millis) {
    this.millis = millis;
    scraped();
  }

  /** A scrape has ended. */
  void scraped() {
    scrapedAt = millis.getAsLong();
  }

  @Override
  public long wallTime() {
    return scrapedAt;
  }

  @Override
  public long monotonicTime() {
    return System.nanoTime();
  }
}
