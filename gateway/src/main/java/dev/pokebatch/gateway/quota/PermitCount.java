package dev.pokebatch.gateway.quota;

import java.util.concurrent.atomic.AtomicInteger;

/** The permits of one client for one kind of work at the same time. Thread-safe. */
final class PermitCount {

  private final String name;
  private final AtomicInteger held = new AtomicInteger();

  /** Permits that the client has at other gateways. */
  private volatile int others;

  /**
   * @param name the quota's name
   */
  PermitCount(String name) {
    this.name = name;
  }

  /**
   * Takes a permit.
   *
   * @param max how many permits the client may have; 0 for no limit
   * @return false if it has so many already
   */
  boolean take(long max) {
    if (held.incrementAndGet() + others <= max || max == 0) {
      return true;
    }
    held.decrementAndGet();
    return false;
  }

  /** Returns whether a permit could be taken. */
  boolean isFree(long max) {
    return max == 0 || held.get() + others < max;
  }

  /** Releases a permit. */
  void release() {
    held.decrementAndGet();
  }

  /** Returns how many permits are taken at this gateway. */
  int held() {
    return held.get();
  }

  /** Sets how many permits are taken at other gateways. */
  void setOthers(long count) {
    others = (int) Math.min(count, Integer.MAX_VALUE / 2);
  }

  /** Returns how many are free. */
  QuotaState state(long max) {
    var left = Math.max(0, max - held.get() - others);
    return new QuotaState(name, "concurrent-requests", max, left, 0, 0);
  }
}
