package dev.pokebatch.process.memory;

import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a {@link MemoryPool} that somebody holds or waits for, until it is closed. Safe for any
 * thread.
 */
public final class Reservation implements AutoCloseable {

  private final MemoryPool pool;
  private final String client;
  private long bytes;
  private long wanted;

  /** Tells the owner that it has what it waits for; null while it waits for nothing. */
  private @Nullable Runnable tellsOwner;

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

  /** The bytes that it holds; 0 while it waits in line, and after its end. */
  public long bytes() {
    synchronized (pool) {
      return bytes;
    }
  }

  /** Whether it has been granted, and is not closed. */
  public boolean isGranted() {
    synchronized (pool) {
      return granted && !closed;
    }
  }

  /**
   * Says how many bytes are really held, which has become known: what is too much goes back, and
   * what is missing counts at once, for it is there already. Does nothing while it waits in line,
   * and after its end.
   *
   * @param held at least 0
   */
  public void settle(long held) {
    pool.settle(this, held);
  }

  /** Gives some of its bytes back. Does nothing while it waits in line, and after its end. */
  public void giveBack(long fewer) {
    pool.giveBack(this, fewer);
  }

  /**
   * Holds more if that is possible now. It does not overtake reservations that wait.
   *
   * @param more bytes on top of those that it holds
   * @return whether it holds them
   */
  public boolean tryGrow(long more) {
    return pool.tryGrow(this, more);
  }

  /**
   * Waits until it may hold more. It must not wait for more already. Does nothing after its end.
   *
   * @param more bytes on top of those that it holds
   * @param executor runs the callback
   * @param whenGranted called once it holds them, even where that is at once; never after it was
   *     closed on the same executor
   */
  public void grow(long more, Executor executor, Runnable whenGranted) {
    pool.grow(this, more, executor, whenGranted);
  }

  /** Gives all of its bytes back, or leaves the line; later calls do nothing. */
  @Override
  public void close() {
    pool.close(this);
  }

  // What follows is called by the pool, under its lock.

  boolean isClosed() {
    return closed;
  }

  long held() {
    return bytes;
  }

  /** The bytes that it waits for. */
  long wanted() {
    return wanted;
  }

  void await(long more, Executor executor, Runnable whenGranted) {
    if (tellsOwner != null) {
      throw new IllegalStateException("it waits already");
    }
    wanted = more;
    tellsOwner = () -> executor.execute(() -> run(whenGranted));
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

  /** It has what it waited for; gives what tells its owner. */
  Runnable grant() {
    bytes += wanted;
    wanted = 0;
    granted = true;
    var tells = Objects.requireNonNull(tellsOwner);
    tellsOwner = null;
    return tells;
  }

  /** Holds so many bytes instead; gives the difference. */
  long hold(long held) {
    var inLine = tellsOwner != null && !granted;
    if (closed || inLine) {
      return 0;
    }
    var more = held - bytes;
    bytes = held;
    granted = true;
    return more;
  }

  /** Gives the bytes that it held. */
  long end() {
    var gone = bytes;
    bytes = 0;
    closed = true;
    return gone;
  }
}
