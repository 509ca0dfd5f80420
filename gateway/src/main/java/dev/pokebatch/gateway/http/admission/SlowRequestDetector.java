package dev.pokebatch.gateway.http.admission;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * Ends requests that arrive too slowly. One timer checks all of them, so a request that arrives at
 * once costs no timer of its own; while none arrives, it does not run. Confined to one event loop.
 */
public final class SlowRequestDetector {

  private static final long CHECK_EVERY_MS = 250;

  private final Vertx vertx;
  private final Set<Watch> watches = new LinkedHashSet<>();
  private boolean checksLater;

  /** Checks on the calling event loop, until its verticle ends. */
  public SlowRequestDetector(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * Watches a request, or a part of one, that begins to arrive now.
   *
   * @param allowed maps the number of bytes received so far to the time that they may have taken
   * @param tooSlow called once, if they have taken longer
   */
  public Watch watch(LongFunction<Duration> allowed, Runnable tooSlow) {
    var watch = new Watch(allowed, tooSlow);
    watches.add(watch);
    if (!checksLater) {
      checkLater();
    }
    return watch;
  }

  private void checkLater() {
    checksLater = true;
    var before = System.nanoTime();
    vertx.setTimer(CHECK_EVERY_MS, id -> check(before));
  }

  private void check(long before) {
    var now = System.nanoTime();
    // After a pause of this event loop, the bytes that arrived meanwhile are read first.
    var wasPaused = now - before > 2 * CHECK_EVERY_MS * 1_000_000;
    if (!wasPaused) {
      List.copyOf(watches).forEach(watch -> watch.check(now));
    }
    checksLater = false;
    if (!watches.isEmpty()) {
      checkLater();
    }
  }

  /** A request, or a part of one, that is arriving. Equal to itself only. */
  public final class Watch {
    private final LongFunction<Duration> allowed;
    private final Runnable tooSlow;
    private final long startedAt = System.nanoTime();
    private long bytes;

    private Watch(LongFunction<Duration> allowed, Runnable tooSlow) {
      this.allowed = allowed;
      this.tooSlow = tooSlow;
    }

    /** Counts bytes that have been received. */
    public void received(int more) {
      bytes += more;
    }

    /** Returns how many bytes have been received. */
    public long bytes() {
      return bytes;
    }

    /** Stops watching: everything has arrived, or no more is expected. */
    public void end() {
      watches.remove(this);
    }

    private void check(long now) {
      if (now - startedAt > allowed.apply(bytes).toNanos() && watches.remove(this)) {
        tooSlow.run();
      }
    }
  }
}
