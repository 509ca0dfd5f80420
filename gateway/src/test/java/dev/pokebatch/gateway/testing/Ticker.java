package dev.pokebatch.gateway.testing;

import io.vertx.core.Vertx;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Ticks every 10 ms, and notes the longest time without a tick. */
public final class Ticker implements AutoCloseable {

  private static final long EVERY_MS = 10;

  private final Runnable stop;
  private long last = System.nanoTime();
  private long longest;
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

  /** On a thread that does nothing else. */
  public static Ticker onThread() {
    return new Ticker(
        tick -> {
          var thread = Executors.newSingleThreadScheduledExecutor();
          var ticking = thread.scheduleAtFixedRate(tick, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
          return () -> {
            ticking.cancel(false);
            thread.shutdown();
          };
        });
  }

  /** The longest time between two ticks, or since the last, in milliseconds. */
  public synchronized long longestGapMs() {
    return TimeUnit.NANOSECONDS.toMillis(Math.max(longest, System.nanoTime() - last));
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
    ticks++;
  }

  /** Begins to tick, and says how to end it. */
  private interface Start {
    Runnable with(Runnable tick);
  }
}
