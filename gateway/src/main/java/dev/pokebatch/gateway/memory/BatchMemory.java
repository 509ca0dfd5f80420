package dev.pokebatch.gateway.memory;

import dev.pokebatch.process.memory.MemoryPool;
import dev.pokebatch.process.memory.Reservation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one batch: bytes that fetchers may send ({@link Grant}) and bytes that wait for
 * their turn or their client. It reserves from the pool in chunks, so that small documents cost an
 * addition. A batch may reserve more only while it holds less than what is free (dynamic
 * thresholds, Choudhury and Hahne 1998), so no number of batches can take all of the pool and leave
 * nothing to a new one. Confined to one event loop.
 */
public final class BatchMemory {

  private static final long CHUNK = 16 << 10;

  private final MemoryPool pool;
  private final long own;
  private final Executor loop;
  private final Deque<Wait> waits = new ArrayDeque<>(0);

  /** What it has of the pool; null while its own bytes are enough. */
  private @Nullable Reservation reservation;

  /** Bytes that it may use, its own included. */
  private long reserved;

  private long granted;
  private long held;

  /** Whether the reservation waits for more. */
  private boolean asked;

  private boolean closed;
  private @Nullable Runnable whenReleased;

  private record Wait(long bytes, Runnable granted) {}

  BatchMemory(MemoryPool pool, long own, Executor loop) {
    this.pool = pool;
    this.own = own;
    this.loop = loop;
    this.reserved = own;
  }

  /** The bytes that it uses now. */
  public long used() {
    return granted + held;
  }

  /**
   * Whether so many more bytes may be used now. They stay reserved for this batch.
   *
   * @param bytes at least 0
   */
  public boolean fits(long bytes) {
    return used() + bytes <= reserved || reserveMore(bytes);
  }

  /**
   * Whether bytes that wait, for a client or for other documents, should not stay in memory: half
   * of the pool is in use.
   */
  public boolean isShort() {
    return used() > own && pool.free() < pool.size() / 2;
  }

  /**
   * Waits in line for bytes; those who wait are served in order.
   *
   * @param available runs when the bytes fit and may be used at once; never from within this method
   */
  public void await(long bytes, Runnable available) {
    waits.add(new Wait(bytes, available));
    ask();
  }

  /** Runs the action once, soon after the batch has released something; replaces the last one. */
  public void whenReleased(Runnable action) {
    whenReleased = action;
  }

  /** Uses bytes for documents that are there, whether or not they fit. */
  public void hold(long bytes) {
    if (!closed) {
      held += bytes;
      coverUsed();
    }
  }

  /** The opposite of {@link #hold}. */
  public void release(long bytes) {
    if (!closed) {
      held -= bytes;
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

  /** Releases what is held, and leaves the line. Grants last until they are closed. */
  public void close() {
    closed = true;
    held = 0;
    waits.clear();
    whenReleased = null;
    shrink();
  }

  private boolean reserveMore(long bytes) {
    var more = used() + bytes + CHUNK - reserved;
    if (asked || used() + bytes - own > pool.free()) {
      return false;
    }
    var before = reservation;
    if (before == null) {
      reservation = pool.tryReserve(more).orElse(null);
    }
    var got = before == null ? reservation != null : before.tryGrow(more);
    reserved += got ? more : 0;
    return got;
  }

  private void coverUsed() {
    var inLine = reservation != null && !reservation.isGranted();
    if (used() <= reserved || inLine) { // what is used in line is counted when it is granted
      return;
    }
    if (reservation == null) {
      reservation = pool.hold(used() + CHUNK - own);
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
    if (needed <= own && (closed || !asked)) {
      all.close();
      reservation = null;
      reserved = own;
      asked = false;
    } else if (all.isGranted() && needed < reserved) {
      reserved = Math.max(own, needed);
      all.settle(reserved - own);
    }
  }

  /** A batch that uses nothing of the pool waits behind all others; one that does goes first. */
  private void ask() {
    var first = waits.peekFirst();
    if (first == null || asked) {
      return;
    }
    asked = true;
    if (reservation != null && used() <= own) {
      reservation.close();
      reservation = null;
      reserved = own;
    }
    var missing = used() + first.bytes - reserved;
    if (missing <= 0) {
      loop.execute(this::answered);
    } else if (reservation == null) {
      reservation = pool.reserve(missing, loop, this::answered);
    } else {
      reservation.grow(missing, loop, this::answered);
    }
  }

  private void answered() {
    asked = false;
    reserved = own + (reservation == null ? 0 : reservation.bytes());
    coverUsed();
    while (!waits.isEmpty() && used() + waits.getFirst().bytes <= reserved) {
      waits.removeFirst().granted.run();
    }
    if (closed) {
      shrink();
    } else {
      ask();
    }
  }
}
