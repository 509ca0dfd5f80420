package dev.pokebatch.gateway.dispatch;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Bounds the documents under way over all batches of one event loop, and lets the batches take
 * turns: who waits gets one permit and goes to the end of the line for the next, so that a large
 * batch does not starve a small one. Confined to that event loop.
 */
public final class InFlightLimit {

  private final Set<Waiter> line = new LinkedHashSet<>();
  private int free;

  /** Lets so many documents be under way, at least 1. */
  public InFlightLimit(int permits) {
    this.free = permits;
  }

  /**
   * Takes a permit, or a place in the line; each waiter has at most one.
   *
   * @return whether the permit was had at once; if not, {@link Waiter#granted} brings it
   */
  public boolean acquire(Waiter waiter) {
    if (free > 0) {
      free--;
      return true;
    }
    line.add(waiter);
    return false;
  }

  /** Leaves the line. */
  public void leave(Waiter waiter) {
    line.remove(waiter);
  }

  /** Gives a permit back: to the next in line, or to whoever comes. */
  public void release() {
    var first = line.iterator();
    if (first.hasNext()) {
      var waiter = first.next();
      first.remove();
      waiter.granted();
    } else {
      free++;
    }
  }

  /** Somebody in the line. */
  @FunctionalInterface
  public interface Waiter {
    /** Hands over one permit, which must be used or released. */
    void granted();
  }
}
