package dev.pokebatch.fetcher.guard;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The places of a process for calls that wait for their turn at the upstream: for a token, a thread
 * or a permit, on whichever lane. Shared by all lines and safe to share.
 */
public final class QueueCapacity {

  private final AtomicInteger free;

  /**
   * @param count how many calls may wait at once
   */
  public QueueCapacity(int count) {
    this.free = new AtomicInteger(count);
  }

  /** Takes a place, which must be given back; false where there is none. */
  boolean take() {
    if (free.getAndDecrement() > 0) {
      return true;
    }
    free.incrementAndGet();
    return false;
  }

  /** Gives a place back. */
  void giveBack() {
    free.incrementAndGet();
  }
}
