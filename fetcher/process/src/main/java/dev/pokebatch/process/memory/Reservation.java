package dev.pokebatch.process.memory;

import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Bytes of a {@link MemoryPool} that are in use or awaited, until this is closed. Thread-safe. */
public final class Reservation implements AutoCloseable {

  private final MemoryPool pool;
  private final String client;
  private long bytes;
  private long wanted;

  /** Notifies the owner that the awaited bytes are reserved; null while none are awaited. */
  private @Nullable Runnable notifiesOwner;

  private boolean granted;
  private boolean closed;

  Reservation(MemoryPool pool, String client) {
    this.pool = pool;
    this.client = client;
  }

  /** Whose it is. */
  String client() {
    return client;
  }

  /** The reserved bytes; 0 while this waits in the queue, and after it was closed. */
  public long bytes() {
    synchronized (pool) {
      return bytes;
    }
  }

  /** Whether this was granted and is not closed. */
  public boolean isGranted() {
    synchronized (pool) {
      return granted && !closed;
    }
  }

  /**
   * Corrects the number of bytes to those that are really in use: releases what is too much, and
   * reserves what is missing at once, even if it does not fit. Does nothing while this waits in the
   * queue, and after it was closed.
   *
   * @param held the bytes in use, at least 0
   */
  public void settle(long held) {
    pool.settle(this, held);
  }

  /** Releases some bytes. Does nothing while this waits in the queue, and after it was closed. */
  public void giveBack(long fewer) {
    pool.giveBack(this, fewer);
  }

  /**
   * Reserves more bytes if that is possible now. Does not overtake waiting reservations.
   *
   * @param more additional bytes
   * @return whether they are reserved
   */
  public boolean tryGrow(long more) {
    return pool.tryGrow(this, more);
  }

  /**
   * Reserves more bytes as soon as they are free. Must not be called while this waits already. Does
   * nothing after this was closed.
   *
   * @param more additional bytes
   * @param executor runs the callback
   * @param whenGranted runs when the bytes are reserved, even if that is at once; never after this
   *     was closed on the same executor
   */
  public void grow(long more, Executor executor, Runnable whenGranted) {
    pool.grow(this, more, executor, whenGranted);
  }

  /** Releases all bytes, or leaves the queue. Further calls do nothing. */
  @Override
  public void close() {
    pool.close(this);
  }

  // The pool calls the methods below, under its lock.

  boolean isClosed() {
    return closed;
  }

  long held() {
    return bytes;
  }

  /** The bytes that this waits for. */
  long wanted() {
    return wanted;
  }

  void await(long more, Executor executor, Runnable whenGranted) {
    if (notifiesOwner != null) {
      throw new IllegalStateException("the reservation waits already");
    }
    wanted = more;
    notifiesOwner = () -> executor.execute(() -> run(whenGranted));
  }

  private void run(Runnable whenGranted) {
    boolean goesOn;
    synchronized (pool) {
      goesOn = !closed;
    }
    if (goesOn) {
      whenGranted.run();
    }
  }

  /** Adds the awaited bytes. Returns what notifies the owner. */
  Runnable grant() {
    bytes += wanted;
    wanted = 0;
    granted = true;
    var tells = Objects.requireNonNull(notifiesOwner);
    notifiesOwner = null;
    return tells;
  }

  /** Sets the number of bytes. Returns the difference. */
  long hold(long held) {
    var isQueued = notifiesOwner != null && !granted;
    if (closed || isQueued) {
      return 0;
    }
    var more = held - bytes;
    bytes = held;
    granted = true;
    return more;
  }

  /** Closes this. Returns the bytes that were reserved. */
  long end() {
    var gone = bytes;
    bytes = 0;
    closed = true;
    return gone;
  }
}
