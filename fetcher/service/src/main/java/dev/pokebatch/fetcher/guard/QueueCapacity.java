package dev.pokebatch.fetcher.guard;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The capacity that all queues of a process share: how many calls may wait for memory, a token, a
 * thread or a permit. Shared by all lanes; thread-safe.
 */
public final class QueueCapacity {

  private final int count;
  private final AtomicInteger free;

  /**
   * @param count how many calls may wait at once
   */
  public QueueCapacity(int count) {
    this.count = count;
    this.free = new AtomicInteger(count);
  }

  /** How many calls wait. */
  public int taken() {
    return count - Math.max(0, free.get());
  }

  /** Takes a slot, which must be given back; false if none is free. */
  boolean take() {
    if (free.getAndDecrement() > 0) {
      return true;
    }
    free.incrementAndGet();
    return false;
  }

  /** Gives a slot back. */
  void giveBack() {
    free.incrementAndGet();
  }
}
