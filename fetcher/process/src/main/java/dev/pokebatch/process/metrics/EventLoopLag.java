package dev.pokebatch.process.metrics;

/**
 * How late an event loop runs its timers. Something that blocks the loop, or too much work, makes
 * them late. Confined to that event loop, apart from the exported value.
 */
public final class EventLoopLag {

  /**
   * The worst of the last 50 to 100 is exported: at three a second, of the last 15 to 30 s, so that
   * no scrape misses a long pause.
   */
  private static final int SAMPLES = 50;

  private int samples;
  private long worstBefore;
  private long worstNow;
  private volatile long exported;

  private EventLoopLag() {}

  /**
   * Exports how late an event loop is.
   *
   * @param lane name of the loop among those of the process
   */
  public static EventLoopLag of(Metrics metrics, String lane) {
    var lag = new EventLoopLag();
    metrics.gauge(
        "pokebatch.event.loop.lag",
        "seconds",
        "How late an event loop has run a timer, at worst in the last 15 to 30 s.",
        () -> lag.exported / 1e9,
        "lane",
        lane);
    return lag;
  }

  /** A timer that runs three times a second has run so many nanoseconds late. */
  public void add(long lateNanos) {
    worstNow = Math.max(worstNow, lateNanos);
    exported = Math.max(worstNow, worstBefore);
    if (++samples == SAMPLES) {
      samples = 0;
      worstBefore = worstNow;
      worstNow = 0;
    }
  }
}
