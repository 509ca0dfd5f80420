package dev.pokebatch.gateway.http.admission;

import dev.pokebatch.gateway.client.ClientId;
import dev.pokebatch.process.fair.FairQueue;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The permits of a process for one kind of work or waiting. Besides those that any client may take,
 * there is a reserve of an eighth: a client may take from it only while it holds fewer permits than
 * are left (a dynamic threshold, Choudhury and Hahne 1998). So one client that takes all it can
 * does not keep others out. Safe for any thread.
 */
public final class PermitPool {

  private static final int RESERVE = 8;

  private final int limit;
  private final int reserve;
  private final int mostPerClient;
  private final Map<ClientId, Integer> held = new HashMap<>();
  private final FairQueue<ClientId, PermitWaiter> queue = new FairQueue<>(0);
  private int free;

  /**
   * @param most permits besides the reserve, at least 1
   */
  public PermitPool(int most) {
    this(most, Integer.MAX_VALUE);
  }

  /**
   * @param most permits besides the reserve, at least 1
   * @param mostPerClient permits that one client may hold, at least 1
   */
  public PermitPool(int most, int mostPerClient) {
    this.mostPerClient = mostPerClient;
    reserve = Math.max(1, most / RESERVE);
    limit = most + reserve;
    free = limit;
  }

  /** Returns the number of permits, with the reserve. */
  public int limit() {
    return limit;
  }

  /** Returns how many permits are held. */
  public synchronized int used() {
    return limit - free;
  }

  /** Whether this client could take a permit now. */
  synchronized boolean isFree(ClientId client) {
    int own = held.getOrDefault(client, 0);
    return own < mostPerClient && (free > reserve || own < free);
  }

  /** Takes a permit, which must be given back; returns false if none is free for this client. */
  public synchronized boolean tryAcquire(ClientId client) {
    if (!isFree(client)) {
      return false;
    }
    free--;
    held.merge(client, 1, Integer::sum);
    return true;
  }

  /** Takes a permit, or queues the waiter, which is granted one later. */
  synchronized boolean acquireOrWait(PermitWaiter waiter) {
    if (tryAcquire(waiter.client())) {
      return true;
    }
    queue.add(waiter.client(), waiter);
    return false;
  }

  /**
   * Removes the waiter from the queue; returns false if it was not there, because its permit has
   * been granted or is about to be.
   */
  synchronized boolean cancel(PermitWaiter waiter) {
    return queue.remove(waiter.client(), waiter);
  }

  /** Gives back a permit of this client, and grants it to the next waiter. */
  public void release(ClientId client) {
    next(client).ifPresent(PermitWaiter::granted);
  }

  private synchronized Optional<PermitWaiter> next(ClientId client) {
    free++;
    held.computeIfPresent(client, (same, count) -> count == 1 ? null : count - 1);
    var next = queue.poll(this::isFree);
    next.ifPresent(waiter -> tryAcquire(waiter.client()));
    return next;
  }

  /** A client in the queue. Equal to itself only. */
  interface PermitWaiter {
    /** Returns the client that waits. */
    ClientId client();

    /** Grants a permit, which must be given back; called on any thread. */
    void granted();
  }
}
