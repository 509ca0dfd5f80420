package dev.pokebatch.gateway.testing;

import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/**
 * Ticks every few milliseconds on an event loop, and records the longest interval between ticks and
 * the CPU time of the thread in it, which does not depend on the load of the machine.
 */
public final class Ticker implements AutoCloseable {

  private static final long EVERY_MS = 10;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Runnable stop;
  private long last = System.nanoTime();
  private long longest;
  private long worked = -1;
  private long longestWork;
  private long work;
  private int ticks;

  private Ticker(Start start) {
    stop = start.with(this::tick);
  }

  /** On an event loop, which is the only one where Vert.x has only one. */
  public static Ticker onEventLoop(Vertx vertx) {
    return new Ticker(
        tick -> {
          var timer = vertx.setPeriodic(EVERY_MS, id -> tick.run());
          return () -> vertx.cancelTimer(timer);
        });
  }

  /** One on each event loop, every millisecond: so it notes little else than single turns. */
  public static List<Ticker> onEveryEventLoop(Vertx vertx) {
    var loops = ((VertxInternal) vertx).nettyEventLoopGroup();
    return StreamSupport.stream(loops.spliterator(), false)
        .map(loop -> new Ticker(tick -> ticking(loop, tick, 1)))
        .toList();
  }

  /** On a thread that does nothing else. */
  public static Ticker onThread() {
    return new Ticker(
        tick -> {
          var thread = Executors.newSingleThreadScheduledExecutor();
          var ticking = ticking(thread, tick, EVERY_MS);
          return () -> {
            ticking.run();
            thread.shutdown();
          };
        });
  }

  private static Runnable ticking(ScheduledExecutorService thread, Runnable tick, long everyMs) {
    var ticking = thread.scheduleAtFixedRate(tick, everyMs, everyMs, TimeUnit.MILLISECONDS);
    return () -> ticking.cancel(false);
  }

  /** The longest time between two ticks, or since the last, in milliseconds. */
  public synchronized long longestGapMs() {
    return TimeUnit.NANOSECONDS.toMillis(Math.max(longest, System.nanoTime() - last));
  }

  /** The most that its thread did between two ticks, in milliseconds of a processor. */
  public synchronized long longestWorkMs() {
    return TimeUnit.NANOSECONDS.toMillis(longestWork);
  }

  /** What its thread did between the first tick and the last, in nanoseconds of a processor. */
  public synchronized long workNanos() {
    return work;
  }

  /** How often it ticked. */
  public synchronized int ticks() {
    return ticks;
  }

  @Override
  public void close() {
    stop.run();
  }

  private synchronized void tick() {
    var now = System.nanoTime();
    longest = Math.max(longest, now - last);
    last = now;
    var total = THREADS.getCurrentThreadCpuTime();
    if (worked >= 0) {
      longestWork = Math.max(longestWork, total - worked);
      work += total - worked;
    }
    worked = total;
    ticks++;
  }

  /** Begins to tick, and says how to end it. */
  private interface Start {
    Runnable with(Runnable tick);
  }
}
