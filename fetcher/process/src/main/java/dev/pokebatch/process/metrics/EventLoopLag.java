package dev.pokebatch.process.metrics;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/**
 * Measures how late an event loop runs its timers. Something that blocks the loop, or too much
 * work, makes them late. Confined to that event loop, apart from the exported value.
 */
public final class EventLoopLag {

  private static final long INTERVAL_MS = 500;

  /** The worst of the last 15 to 30 s is exported, so that no scrape misses a long pause. */
  private static final int SAMPLES = 30;

  private final Vertx vertx;
  private int samples;
  private long worstBefore;
  private long worstNow;
  private volatile long exported;

  private EventLoopLag(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Measures the event loop of the calling verticle until that is undeployed.
   *
   * @param lane name of the verticle among those of the process
   */
  public static void watch(Vertx vertx, Metrics metrics, String lane) {
    var lag = new EventLoopLag(vertx);
    metrics.gauge(
        "pokebatch.event.loop.lag",
        "seconds",
        "How late an event loop has run a timer, at worst in the last 15 to 30 s.",
        () -> lag.exported / 1e9,
        "lane",
        lane);
    lag.next();
  }

  private void next() {
    var due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(INTERVAL_MS);
    vertx.setTimer(
        INTERVAL_MS,
        id -> {
          add(Math.max(0, System.nanoTime() - due));
          next();
        });
  }

  private void add(long late) {
    worstNow = Math.max(worstNow, late);
    exported = Math.max(worstNow, worstBefore);
    if (++samples == SAMPLES) {
      samples = 0;
      worstBefore = worstNow;
      worstNow = 0;
    }
  }
}
