package dev.pokebatch.gateway.quota;

import java.util.concurrent.atomic.AtomicInteger;

/** How many pieces of work of one kind a client has at once. Thread-safe. */
final class PermitCount {

  private final String name;
  private final AtomicInteger held = new AtomicInteger();

  /**
   * @param name the quota's name
   */
  PermitCount(String name) {
    this.name = name;
  }

  /** Takes a permit, unless so many are taken; 0 for no limit. */
  boolean take(long max) {
    if (held.incrementAndGet() <= max || max == 0) {
      return true;
    }
    held.decrementAndGet();
    return false;
  }

  /** Returns whether a permit could be taken. */
  boolean isFree(long max) {
    return max == 0 || held.get() < max;
  }

  /** Gives a permit back. */
  void release() {
    held.decrementAndGet();
  }

  /** Returns how many permits are taken. */
  int held() {
    return held.get();
  }

  /** Returns how many are free. */
  QuotaState state(long max) {
    return new QuotaState(name, "concurrent-requests", max, Math.max(0, max - held.get()), 0, 0);
  }
}
