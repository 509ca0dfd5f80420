package dev.pokebatch.gateway.memory;

import dev.pokebatch.process.memory.MemoryPool;
import dev.pokebatch.process.memory.Reservation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one batch: bytes granted to fetchers ({@link Grant}), and bytes that wait for their
 * turn or for the client. Bytes that are being sent when the batch ends are counted on among the
 * responses, until the client's socket has taken them. It reserves from the pool in chunks, so that
 * small documents rarely touch the pool. A batch may reserve more only while it holds less than is
 * free (dynamic thresholds, Choudhury and Hahne 1998), so some memory always remains for a new
 * batch. Confined to one event loop.
 */
public final class BatchMemory {

  private static final long CHUNK = 16 << 10;

  private final MemoryPool pool;
  private final SendingBytes sending;
  private final String client;
  private final long own;
  private final Executor loop;
  private final Deque<Waiter> waiters = new ArrayDeque<>(0);

  /** Its part of the pool; null while the bytes that it owns are enough. */
  private @Nullable Reservation reservation;

  /** Bytes that it may use, owned and reserved. */
  private long reserved;

  private long granted;
  private long held;

  /** Whether it is waiting for the reservation to grow. */
  private boolean growing;

  private boolean closed;
  private @Nullable Runnable whenReleased;

  private record Waiter(long bytes, Runnable granted) {}

  /**
   * @param sending counts the bytes that are being sent
   * @param client who holds the bytes
   * @param own bytes that need no reservation
   */
  BatchMemory(MemoryPool pool, SendingBytes sending, String client, long own, Executor loop) {
    this.pool = pool;
    this.sending = sending;
    this.client = client;
    this.own = own;
    this.loop = loop;
    this.reserved = own;
  }

  /** Returns the bytes in use. */
  public long used() {
    return granted + held + sending.bytes();
  }

  /**
   * Reserves more bytes if possible, and returns whether they may be used now. They stay reserved
   * for this batch.
   *
   * @param bytes at least 0
   */
  public boolean fits(long bytes) {
    return used() + bytes <= reserved || reserveMore(bytes);
  }

  /** Whether waiting bytes should leave memory, because more than half of the pool is in use. */
  public boolean isShort() {
    return used() > own && pool.free() < pool.size() / 2;
  }

  /**
   * Waits for bytes, in the order of the calls.
   *
   * @param available called when the bytes may be used; never from within this method
   */
  public void await(long bytes, Runnable available) {
    waiters.add(new Waiter(bytes, available));
    growForWaiter();
  }

  /**
   * Sets an action that runs once, soon after bytes have been released; replaces an earlier one.
   */
  public void whenReleased(Runnable action) {
    whenReleased = action;
  }

  /** Counts bytes of documents that have arrived, whether or not they fit. */
  public void hold(long bytes) {
    if (!closed) {
      held += bytes;
      coverUsed();
    }
  }

  /** Stops counting bytes that {@link #hold} counted. */
  public void release(long bytes) {
    if (!closed) {
      held -= bytes;
      released();
    }
  }

  /** Counts held bytes as given to the client's socket, until {@link #sent} or for ever. */
  public void send(long bytes) {
    if (!closed) {
      held -= bytes;
      sending.add(bytes);
    }
  }

  /** Stops counting bytes that {@link #send} counted, also after the end of the batch. */
  public void sent(long bytes) {
    sending.sent(bytes);
    if (!closed) {
      released();
    }
  }

  void grant(long bytes) {
    granted += bytes;
    coverUsed();
  }

  void ungrant(long bytes) {
    granted -= bytes;
    released();
  }

  /**
   * Releases the held bytes and stops waiting. Grants remain until they are closed, and bytes that
   * are being sent until they are sent.
   */
  public void close() {
    sending.endBatch();
    closed = true;
    held = 0;
    waiters.clear();
    whenReleased = null;
    shrink();
  }

  private boolean reserveMore(long bytes) {
    var more = used() + bytes + CHUNK - reserved;
    if (growing || used() + bytes - own > pool.free()) {
      return false;
    }
    var before = reservation;
    if (before == null) {
      reservation = pool.tryReserve(client, more).orElse(null);
    }
    var got = before == null ? reservation != null : before.tryGrow(more);
    reserved += got ? more : 0;
    return got;
  }

  private void coverUsed() {
    var inLine = reservation != null && !reservation.isGranted();
    if (used() <= reserved
        || inLine) { // while it waits, used bytes are counted at the end of the wait
      return;
    }
    if (reservation == null) {
      reservation = pool.hold(client, used() + CHUNK - own);
    } else {
      reservation.settle(used() + CHUNK - own);
    }
    reserved = used() + CHUNK;
  }

  private void released() {
    if (reserved - used() > 2 * CHUNK || (closed && used() == 0)) {
      shrink();
    }
    var action = whenReleased;
    if (action != null) {
      whenReleased = null;
      loop.execute(action);
    }
  }

  private void shrink() {
    var all = reservation;
    var needed = closed ? used() : used() + CHUNK;
    if (all == null) {
      return;
    }
    if (needed <= own && (closed || !growing)) {
      all.close();
      reservation = null;
      reserved = own;
      growing = false;
    } else if (all.isGranted() && needed < reserved) {
      reserved = Math.max(own, needed);
      all.settle(reserved - own);
    }
  }

  /**
   * Asks the pool for the bytes of the first waiter. A batch that holds part of the pool grows its
   * reservation, which takes precedence over new ones.
   */
  private void growForWaiter() {
    var first = waiters.peekFirst();
    if (first == null || growing) {
      return;
    }
    growing = true;
    if (reservation != null && used() <= own) {
      reservation.close();
      reservation = null;
      reserved = own;
    }
    var missing = used() + first.bytes - reserved;
    if (missing <= 0) {
      loop.execute(this::grown);
    } else if (reservation == null) {
      reservation = pool.reserve(client, missing, loop, this::grown);
    } else {
      reservation.grow(missing, loop, this::grown);
    }
  }

  private void grown() {
    growing = false;
    reserved = own + (reservation == null ? 0 : reservation.bytes());
    coverUsed();
    while (!waiters.isEmpty() && used() + waiters.getFirst().bytes <= reserved) {
      waiters.removeFirst().granted.run();
    }
    if (closed) {
      shrink();
    } else {
      growForWaiter();
    }
  }
}
