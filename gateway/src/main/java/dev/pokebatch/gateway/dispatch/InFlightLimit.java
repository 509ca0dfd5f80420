package dev.pokebatch.gateway.dispatch;

import dev.pokebatch.gateway.client.ClientId;
import dev.pokebatch.process.fair.FairQueue;
import io.vertx.core.Context;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the documents in flight over all batches of a process, as one client sees it. Clients take
 * turns, and the batches of a client do: a waiter gets one permit and goes to the end of its
 * client's line for the next, so that a large batch does not starve a small one. Beside the permits
 * that anybody may take there is an eighth more for clients that hold few: a client may take from
 * that while it holds less than there is left (a dynamic threshold, Choudhury and Hahne 1998). Safe
 * for any thread; each waiter is called on the event loop on which it waits.
 */
public final class InFlightLimit {

  /** So many documents of a client that had less than its share go first: a small batch. */
  private static final int BURST = 32;

  private static final int RESERVE = 8;

  private final PermitPool permits;
  private final ClientId client;

  /** Lets so many documents be in flight, at least 1, and an eighth more; see above. */
  public InFlightLimit(int permits) {
    this(new PermitPool(permits), ClientId.GATEWAY);
  }

  private InFlightLimit(PermitPool permits, ClientId client) {
    this.permits = permits;
    this.client = client;
  }

  /** The same permits, for the batches of this client. */
  public InFlightLimit of(ClientId other) {
    return new InFlightLimit(permits, other);
  }

  /**
   * Takes a permit, or a place in the line; each waiter has at most one place.
   *
   * @param context of the event loop that calls, on which {@link Waiter#granted} is called then
   * @return whether the permit was taken at once; if not, {@link Waiter#granted} brings it
   */
  public boolean acquire(Waiter waiter, Context context) {
    return permits.acquire(new QueuedWaiter(client, waiter, context, Thread.currentThread()));
  }

  /** Leaves the line. A permit that is on its way to the waiter still comes. */
  public void leave(Waiter waiter) {
    permits.leave(waiter);
  }

  /** Gives a permit back: to the next in line, or to whoever comes. */
  public void release() {
    permits.release(client).ifPresent(QueuedWaiter::grant);
  }

  private static final class PermitPool {
    private final FairQueue<ClientId, QueuedWaiter> line = new FairQueue<>(BURST);
    private final Map<Waiter, QueuedWaiter> places = new HashMap<>();
    private final Map<ClientId, Integer> held = new HashMap<>();
    private final int reserve;
    private int free;

    private PermitPool(int count) {
      this.reserve = count / RESERVE;
      this.free = count + reserve;
    }

    private boolean mayTake(ClientId client) {
      return free > reserve || held.getOrDefault(client, 0) < free;
    }

    private void take(ClientId client) {
      free--;
      held.merge(client, 1, Integer::sum);
    }

    private synchronized boolean acquire(QueuedWaiter place) {
      if (mayTake(place.client)) {
        take(place.client);
        return true;
      }
      if (places.putIfAbsent(place.waiter, place) == null) {
        line.add(place.client, place);
      }
      return false;
    }

    private synchronized void leave(Waiter waiter) {
      @Nullable QueuedWaiter place = places.remove(waiter);
      if (place != null) {
        line.remove(place.client, place);
      }
    }

    private synchronized Optional<QueuedWaiter> release(ClientId client) {
      free++;
      held.computeIfPresent(client, (same, count) -> count == 1 ? null : count - 1);
      var next = line.poll(this::mayTake);
      next.ifPresent(
          place -> {
            places.remove(place.waiter);
            take(place.client);
          });
      return next;
    }
  }

  /** One waiter's place in the line. Equal to itself only. */
  private static final class QueuedWaiter {
    private final ClientId client;
    private final Waiter waiter;
    private final Context context;
    private final Thread thread;

    private QueuedWaiter(ClientId client, Waiter waiter, Context context, Thread thread) {
      this.client = client;
      this.waiter = waiter;
      this.context = context;
      this.thread = thread;
    }

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
