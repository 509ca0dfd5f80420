package dev.pokebatch.gateway.http.admission;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * Ends what comes too slowly. It looks at everything at once, several times a second, so that what
 * comes at once costs no timer. Confined to one event loop.
 */
public final class SlowRequestDetector {

  private static final long LOOK_EVERY_MS = 250;

  private final Set<Watch> watches = new LinkedHashSet<>();
  private long lookedAt = System.nanoTime();

  /** Ticks until its verticle ends, on the event loop that calls. */
  public SlowRequestDetector(Vertx vertx) {
    vertx.setPeriodic(LOOK_EVERY_MS, id -> look());
  }

  /**
   * Watches something that begins to come now.
   *
   * @param allowed how long it may have taken when so many bytes have come
   * @param tooSlow called once, when it has taken longer
   */
  public Watch watch(LongFunction<Duration> allowed, Runnable tooSlow) {
    var watch = new Watch(allowed, tooSlow);
    watches.add(watch);
    return watch;
  }

  private void look() {
    var now = System.nanoTime();
    // After a pause of ours, what has come meanwhile is read first.
    var wasAway = now - lookedAt > 2 * LOOK_EVERY_MS * 1_000_000;
    lookedAt = now;
    if (!wasAway) {
      List.copyOf(watches).forEach(watch -> watch.look(now));
    }
  }

  /** Something that is under way to us. Equal to itself only. */
  public final class Watch {
    private final LongFunction<Duration> allowed;
    private final Runnable tooSlow;
    private final long startedAt = System.nanoTime();
    private long bytes;

    private Watch(LongFunction<Duration> allowed, Runnable tooSlow) {
      this.allowed = allowed;
      this.tooSlow = tooSlow;
    }

    /** So many bytes more have come. */
    public void received(int more) {
      bytes += more;
    }

    /** How many bytes have come. */
    public long bytes() {
      return bytes;
    }

    /** All of it has come, or no more is wanted. */
    public void end() {
      watches.remove(this);
    }

    private void look(long now) {
      if (now - startedAt > allowed.apply(bytes).toNanos() && watches.remove(this)) {
        tooSlow.run();
      }
    }
  }
}
