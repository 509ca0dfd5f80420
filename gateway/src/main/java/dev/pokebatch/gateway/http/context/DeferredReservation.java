package dev.pokebatch.gateway.http.context;

import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.process.memory.Reservation;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The memory of a response whose length is found out later, perhaps on another thread, and before
 * the response itself is read. Thread-safe.
 */
public final class DeferredReservation implements AutoCloseable {

  private final LongFunction<Optional<Reservation>> source;
  private @Nullable Reservation reserved;
  private boolean closed;

  DeferredReservation(LongFunction<Optional<Reservation>> source) {
    this.source = source;
  }

  /**
   * Reserves bytes. If it is called again, it first releases those that it has reserved before.
   *
   * @throws ProblemException {@code overloaded} if there is too little memory for the client, or
   *     this was closed
   */
  public synchronized void reserve(long bytes) {
    release();
    reserved = closed ? null : source.apply(bytes).orElse(null);
    if (reserved == null) {
      throw new ProblemException(UnreadResponseMemory.noMemory());
    }
  }

  /** Returns what was reserved. */
  public synchronized Reservation get() {
    if (reserved == null) {
      throw new IllegalStateException("nothing is reserved");
    }
    return reserved;
  }

  /** Releases all bytes, now and later. */
  @Override
  public synchronized void close() {
    closed = true;
    release();
  }

  private void release() {
    if (reserved != null) {
      reserved.close();
      reserved = null;
    }
  }
}
