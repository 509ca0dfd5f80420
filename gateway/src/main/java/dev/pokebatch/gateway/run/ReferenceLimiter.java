package dev.pokebatch.gateway.run;

import dev.pokebatch.process.memory.MemoryPool;
import dev.pokebatch.process.memory.Reservation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Lets the references of one client read their sources: a few at a time, each with memory for as
 * much as a reference may read. Also counts the bodies that are kept for references. Confined to
 * one event loop.
 */
final class ReferenceLimiter {

  private static final int AT_ONCE = 4;

  /** Bodies kept for references, in bytes; others are fetched again. */
  private static final int MOST_KEPT = 1 << 18;

  private final MemoryPool pool;
  private final long bytesOfOne;
  private final Executor loop;
  private final Deque<Permit> waiting = new ArrayDeque<>(0);
  private final Set<Permit> reading = new LinkedHashSet<>(0);
  private @Nullable Reservation kept;
  private boolean closed;

  /**
   * @param pool of the process
   * @param bytesOfOne the most that one reference may read
   * @param loop runs tasks on the event loop
   */
  ReferenceLimiter(MemoryPool pool, long bytesOfOne, Executor loop) {
    this.pool = pool;
    this.bytesOfOne = bytesOfOne;
    this.loop = loop;
  }

  /**
   * Waits for a turn.
   *
   * @param begin reads the source; called on the event loop, never from within this method
   * @return what must be ended
   */
  Permit take(Runnable begin) {
    var turn = new Permit(begin);
    if (!closed) {
      waiting.add(turn);
      next();
    }
    return turn;
  }

  private void next() {
    while (reading.size() < AT_ONCE && !waiting.isEmpty()) {
      var turn = waiting.removeFirst();
      reading.add(turn);
      turn.memory = pool.reserve(bytesOfOne, loop, turn.begin);
    }
  }

  /** Whether so many more bytes may be kept for references. */
  boolean mayKeep(int bytes) {
    var held = kept;
    if (held == null) {
      kept = closed || bytes > MOST_KEPT ? null : pool.tryReserve(bytes).orElse(null);
      return kept != null;
    }
    return held.bytes() + bytes <= MOST_KEPT && held.tryGrow(bytes);
  }

  /** So many bytes are kept no more. */
  void keepsNoMore(int bytes) {
    var held = kept;
    if (held != null) {
      held.settle(Math.max(0, held.bytes() - bytes));
    }
  }

  /** Gives everything back: the client is gone, or has its answer. */
  void close() {
    closed = true;
    waiting.clear();
    Set.copyOf(reading).forEach(Permit::end);
    if (kept != null) {
      kept.close();
    }
  }

  /** A reference's turn to read. Equal to itself only. */
  final class Permit {
    private final Runnable begin;
    private @Nullable Reservation memory;

    private Permit(Runnable begin) {
      this.begin = begin;
    }

    /** It has read so many bytes, and reads no more. */
    void settle(long bytes) {
      if (memory != null) {
        memory.settle(bytes);
      }
    }

    /** It holds nothing any more; later calls do nothing. */
    void end() {
      waiting.remove(this);
      if (reading.remove(this)) {
        if (memory != null) {
          memory.close();
        }
        next();
      }
    }
  }
}
