package dev.pokebatch.gateway.http.admission;

import dev.pokebatch.gateway.client.ClientId;
import dev.pokebatch.process.fair.FairQueue;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The places of a process for one kind of work, or of waiting. Beside those that anybody may take,
 * there is a reserve of an eighth for clients that hold few: a client may take from it while it
 * holds less than there is left (a dynamic threshold, Choudhury and Hahne 1998). So a client that
 * holds all places keeps nobody else out. Safe for any thread.
 */
public final class PermitPool {

  private static final int RESERVE = 8;

  private final int reserve;
  private final int mostOfOne;
  private final Map<ClientId, Integer> held = new HashMap<>();
  private final FairQueue<ClientId, Waiter> line = new FairQueue<>(0);
  private int free;

  /**
   * @param most places besides the reserve, at least 1
   */
  public PermitPool(int most) {
    this(most, Integer.MAX_VALUE);
  }

  /**
   * @param most places besides the reserve, at least 1
   * @param mostOfOne places that one client may hold, at least 1
   */
  public PermitPool(int most, int mostOfOne) {
    this.mostOfOne = mostOfOne;
    reserve = Math.max(1, most / RESERVE);
    free = most + reserve;
  }

  /** Whether this client could take a place now. */
  synchronized boolean isFree(ClientId client) {
    int own = held.getOrDefault(client, 0);
    return own < mostOfOne && (free > reserve || own < free);
  }

  /** Takes a place, which must be given back; false where there is none for this client. */
  public synchronized boolean take(ClientId client) {
    if (!isFree(client)) {
      return false;
    }
    free--;
    held.merge(client, 1, Integer::sum);
    return true;
  }

  /** Takes a place, or waits in the line for one: then the waiter is told. */
  synchronized boolean takeOrWait(Waiter waiter) {
    if (take(waiter.client())) {
      return true;
    }
    line.add(waiter.client(), waiter);
    return false;
  }

  /** Leaves the line; false where it was not there: its place has come or is about to. */
  synchronized boolean leave(Waiter waiter) {
    return line.remove(waiter.client(), waiter);
  }

  /** Gives a place of this client back, to who waits for one. */
  public void giveBack(ClientId client) {
    next(client).ifPresent(Waiter::granted);
  }

  private synchronized Optional<Waiter> next(ClientId client) {
    free++;
    held.computeIfPresent(client, (same, count) -> count == 1 ? null : count - 1);
    var next = line.poll(this::isFree);
    next.ifPresent(waiter -> take(waiter.client()));
    return next;
  }

  /** Somebody in the line. Equal to itself only. */
  interface Waiter {
    /** Who waits. */
    ClientId client();

    /** Hands over a place, which must be given back; called on any thread. */
    void granted();
  }
}
