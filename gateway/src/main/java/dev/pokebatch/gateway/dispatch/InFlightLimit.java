package dev.pokebatch.gateway.dispatch;

import dev.pokebatch.gateway.client.ClientId;
import dev.pokebatch.process.fair.FairQueue;
import io.vertx.core.Context;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Limits the documents in flight over all batches of a process, with one permit for each document.
 * This is the view of one client. Clients take turns, and so do the batches of a client: a batch
 * that gets a permit goes to the end of its client's queue, so that a large batch does not starve a
 * small one. An additional eighth of the permits is a reserve for clients that have few: a client
 * may take from it while it has fewer permits than the reserve has left (a dynamic threshold,
 * Choudhury and Hahne 1998). Safe for any thread; each waiter is called on its own event loop.
 */
public final class InFlightLimit {

  /** The number of documents with which an idle client passes others, enough for a small batch. */
  private static final int BURST = 32;

  /** The permits for all clients, divided by those in reserve. */
  private static final int PERMITS_PER_RESERVED = 8;

  private final ReservedPermits permits;
  private final ClientId client;

  /**
   * A limit for all clients.
   *
   * @param permits how many documents may be in flight, at least 1; an eighth more is the reserve
   */
  public InFlightLimit(int permits) {
    this(new ReservedPermits(permits), ClientId.GATEWAY);
  }

  private InFlightLimit(ReservedPermits permits, ClientId client) {
    this.permits = permits;
    this.client = client;
  }

  /** Returns the number of permits for all clients, with the reserve. */
  public int limit() {
    return permits.limit;
  }

  /** Returns how many permits are held by all clients. */
  public int used() {
    return permits.used();
  }

  /** Returns how many waiters of all clients are queued. */
  public int waiting() {
    return permits.waiting();
  }

  /** Returns a view of the same permits for another client. */
  public InFlightLimit of(ClientId other) {
    return new InFlightLimit(permits, other);
  }

  /**
   * Takes a permit, or queues the waiter; each waiter is queued at most once.
   *
   * @param context the context of the calling event loop, on which {@link WaitingCall#granted} is
   *     called
   * @return true if the permit was taken; false if {@link WaitingCall#granted} will bring it
   */
  public boolean acquire(WaitingCall waiter, Context context) {
    return permits.acquire(new QueuedWaiter(client, waiter, context, Thread.currentThread()));
  }

  /** Removes a waiter from the queue. A permit that is on its way to the waiter still comes. */
  public void leave(WaitingCall waiter) {
    permits.leave(waiter);
  }

  /** Releases a permit, to the next waiter if there is one. */
  public void release() {
    permits.release(client).ifPresent(QueuedWaiter::grant);
  }

  private static final class ReservedPermits {
    private final FairQueue<ClientId, QueuedWaiter> queue = new FairQueue<>(BURST);
    private final Map<WaitingCall, QueuedWaiter> queued = new HashMap<>();
    private final Map<ClientId, Integer> taken = new HashMap<>();
    private final int limit;
    private final int reserve;
    private int free;

    private ReservedPermits(int count) {
      this.reserve = count / PERMITS_PER_RESERVED;
      this.limit = count + reserve;
      this.free = limit;
    }

    private synchronized int used() {
      return limit - free;
    }

    private synchronized int waiting() {
      return queue.size();
    }

    private boolean mayTake(ClientId client) {
      return free > reserve || taken.getOrDefault(client, 0) < free;
    }

    private void take(ClientId client) {
      free--;
      taken.merge(client, 1, Integer::sum);
    }

    private synchronized boolean acquire(QueuedWaiter entry) {
      if (mayTake(entry.client)) {
        take(entry.client);
        return true;
      }
      if (queued.putIfAbsent(entry.waiter, entry) == null) {
        queue.add(entry.client, entry);
      }
      return false;
    }

    private synchronized void leave(WaitingCall waiter) {
      @Nullable QueuedWaiter entry = queued.remove(waiter);
      if (entry != null) {
        queue.remove(entry.client, entry);
      }
    }

    private synchronized Optional<QueuedWaiter> release(ClientId client) {
      free++;
      taken.computeIfPresent(client, (same, count) -> count == 1 ? null : count - 1);
      var next = queue.poll(this::mayTake);
      next.ifPresent(
          entry -> {
            queued.remove(entry.waiter);
            take(entry.client);
          });
      return next;
    }
  }

  /** A waiter in the queue. Equal to itself only. */
  private static final class QueuedWaiter {
    private final ClientId client;
    private final WaitingCall waiter;
    private final Context context;
    private final Thread thread;

    private QueuedWaiter(ClientId client, WaitingCall waiter, Context context, Thread thread) {
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

  /** Waits for a permit. */
  @FunctionalInterface
  public interface WaitingCall {
    /** Takes one permit, which must be used or released. */
    void granted();
  }
}
