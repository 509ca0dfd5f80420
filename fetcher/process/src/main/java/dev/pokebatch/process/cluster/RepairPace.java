package dev.pokebatch.process.cluster;

import java.util.Set;

/**
 * Decides when to repair registrations: at each tick while one may have been lost, which is for a
 * minute after members have come or gone, and after a repair that had something to do; at every
 * tenth tick otherwise. Thread-safe.
 */
final class RepairPace {

  /** The interval of ticks, in milliseconds. */
  static final long TICK_MS = 2_000;

  private static final int WATCHFUL_TICKS = 30;
  private static final int SELDOM = 10;

  private Set<String> members = Set.of();
  private int watchful = WATCHFUL_TICKS;
  private int ticks;

  /**
   * A tick has passed.
   *
   * @param present the members of the cluster now
   * @return whether to repair now
   */
  synchronized boolean tick(Set<String> present) {
    if (!members.equals(present)) {
      members = present;
      hasFoundSomething();
    }
    ticks++;
    watchful = Math.max(0, watchful - 1);
    return watchful > 0 || ticks % SELDOM == 0;
  }

  /** A repair has found something to do, or has failed. */
  synchronized void hasFoundSomething() {
    watchful = WATCHFUL_TICKS;
  }
}
