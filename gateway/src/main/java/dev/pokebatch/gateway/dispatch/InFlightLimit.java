package dev.pokebatch.gateway.dispatch;

import io.vertx.core.Context;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the documents in flight over all batches of a process, and lets the batches take turns: a
 * waiter gets one permit and goes to the end of the line for the next, so that a large batch does
 * not starve a small one. Safe for any thread; each waiter is called on the event loop on which it
 * waits.
 */
public final class InFlightLimit {

  private final Map<Waiter, Place> line = new LinkedHashMap<>();
  private int free;

  /** Lets so many documents be in flight, at least 1. */
  public InFlightLimit(int permits) {
    this.free = permits;
  }

  /**
   * Takes a permit, or a place in the line; each waiter has at most one place.
   *
   * @param context of the event loop that calls, on which {@link Waiter#granted} is called then
   * @return whether the permit was taken at once; if not, {@link Waiter#granted} brings it
   */
  public synchronized boolean acquire(Waiter waiter, Context context) {
    if (free > 0) {
      free--;
      return true;
    }
    line.put(waiter, new Place(waiter, context, Thread.currentThread()));
    return false;
  }

  /** Leaves the line. A permit that is on its way to the waiter still comes. */
  public synchronized void leave(Waiter waiter) {
    line.remove(waiter);
  }

  /** Gives a permit back: to the next in line, or to whoever comes. */
  public void release() {
    var next = next();
    if (next != null) {
      next.grant();
    }
  }

  private synchronized @Nullable Place next() {
    var first = line.values().iterator();
    if (!first.hasNext()) {
      free++;
      return null;
    }
    var place = first.next();
    first.remove();
    return place;
  }

  private record Place(Waiter waiter, Context context, Thread thread) {
    private void grant() {
      if (Thread.currentThread() == thread) {
        waiter.granted();
      } else {
        context.runOnContext(here -> waiter.granted());
      }
    }
  }

  /** Somebody in the line. */
  @FunctionalInterface
  public interface Waiter {
    /** Hands over one permit, which must be used or released. */
    void granted();
  }
}
