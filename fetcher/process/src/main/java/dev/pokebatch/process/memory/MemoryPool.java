package dev.pokebatch.process.memory;

import dev.pokebatch.process.fair.FairQueue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one stage of a process. Bytes are reserved before they are used. A reservation that
 * does not fit waits in a queue, where clients take turns; those of one client are served in order.
 * Reservations that grow go before new ones. Each stage has its own pool, so no stage waits for
 * memory that only an earlier stage can release. Thread-safe; callbacks run on the executor that
 * came with them, never under the pool's lock.
 *
 * <p>An eighth of the pool is a reserve for clients that hold little: a client may reserve from it
 * only while it holds no more than is free (a dynamic threshold, Choudhury and Hahne 1998), so a
 * client that takes all it can does not keep another one waiting.
 *
 * <p>Holders never wait for each other: a reservation that cannot grow overdraws the pool unless
 * another one overdraws it already. So the pool may exceed its size by its largest reservation.
 */
public final class MemoryPool {

  /** So many reservations of a client that had less than its share go first: a small batch. */
  private static final int BURST = 32;

  /** The size of a pool, divided by that of its reserve. */
  private static final int SIZE_PER_RESERVED = 8;

  /** Owns the reservations that are for no client in particular; all of a pool is open to it. */
  public static final String NOBODY = "";

  private final String name;
  private final long size;
  private final FairQueue<String, Reservation> line = new FairQueue<>(BURST);
  private final FairQueue<String, Reservation> growing = new FairQueue<>(BURST);
  private final Map<String, Long> heldByClient = new HashMap<>();
  private long held;

  /** The only reservation that may exceed the pool at the moment. */
  private @Nullable Reservation overdrawn;

  /**
   * @param name name of the stage, for metrics and messages
   * @param size size in bytes, at least 1
   */
  public MemoryPool(String name, long size) {
    if (size < 1) {
      throw new IllegalArgumentException("a pool has at least one byte, not " + size);
    }
    this.name = name;
    this.size = size;
  }

  /** The name of the stage. */
  public String name() {
    return name;
  }

  /** The size in bytes. */
  public long size() {
    return size;
  }

  /** The bytes that are not reserved; negative while the pool is overdrawn. */
  public synchronized long free() {
    return size - held;
  }

  /** How many reservations wait to begin or to grow. */
  public synchronized int waiting() {
    return line.size() + growing.size();
  }

  /** The same as the other one, for no client in particular. */
  public Optional<Reservation> tryReserve(long bytes) {
    return tryReserve(NOBODY, bytes);
  }

  /**
   * Reserves bytes if that is possible now. Does not overtake reservations that wait for free
   * bytes.
   *
   * @param client who holds the bytes
   * @param bytes at least 0
   */
  public synchronized Optional<Reservation> tryReserve(String client, long bytes) {
    if (isContended() || !mayReserve(client) || !fits(bytes)) {
      return Optional.empty();
    }
    var reservation = new Reservation(this, client);
    count(reservation, reservation.hold(bytes));
    noteOverdraft(reservation);
    return Optional.of(reservation);
  }

  /** The same as the other one, for no client in particular. */
  public Reservation hold(long bytes) {
    return hold(NOBODY, bytes);
  }

  /**
   * Reserves bytes that are in use already, whether or not they fit.
   *
   * @param client who holds the bytes
   * @param bytes at least 0
   */
  public synchronized Reservation hold(String client, long bytes) {
    var reservation = new Reservation(this, client);
    count(reservation, reservation.hold(bytes));
    return reservation;
  }

  /** The same as the other one, for no client in particular. */
  public Reservation reserve(long bytes, Executor executor, Runnable granted) {
    return reserve(NOBODY, bytes, executor, granted);
  }

  /**
   * Reserves bytes as soon as they are free. A reservation larger than the pool is granted when
   * nothing else is reserved.
   *
   * @param client who holds the bytes, and takes turns with the others that wait
   * @param bytes at least 0
   * @param executor runs the callback
   * @param granted runs when the bytes are reserved, even if that is at once; never after the
   *     reservation was closed on the same executor
   */
  public Reservation reserve(String client, long bytes, Executor executor, Runnable granted) {
    var reservation = new Reservation(this, client);
    change(
        () -> {
          reservation.await(bytes, executor, granted);
          line.add(client, reservation);
        });
    return reservation;
  }

  synchronized boolean tryGrow(Reservation reservation, long more) {
    var may = !isContended() && mayReserve(reservation.client()) && held + more <= size;
    if (may) {
      count(reservation, reservation.hold(reservation.held() + more));
    }
    return may;
  }

  void grow(Reservation reservation, long more, Executor executor, Runnable granted) {
    change(
        () -> {
          if (!reservation.isClosed()) {
            reservation.await(more, executor, granted);
            growing.add(reservation.client(), reservation);
          }
        });
  }

  void settle(Reservation reservation, long bytes) {
    change(() -> count(reservation, reservation.hold(bytes)));
  }

  void giveBack(Reservation reservation, long fewer) {
    change(() -> count(reservation, reservation.hold(Math.max(0, reservation.bytes() - fewer))));
  }

  void close(Reservation reservation) {
    change(
        () -> {
          line.remove(reservation.client(), reservation);
          growing.remove(reservation.client(), reservation);
          count(reservation, -reservation.end());
          overdrawn = overdrawn == reservation ? null : overdrawn;
        });
  }

  private void change(Runnable change) {
    List<Runnable> granted;
    synchronized (this) {
      change.run();
      granted = grantNext();
    }
    granted.forEach(Runnable::run);
  }

  private List<Runnable> grantNext() {
    overdrawn = held <= size ? null : overdrawn;
    var granted = new ArrayList<Runnable>();
    var last = overdrawn;
    if (last != null && growing.remove(last.client(), last)) {
      granted.add(grant(last));
    }
    while (growing.peek().filter(this::mayGrow).isPresent()) {
      growing.poll().map(this::grant).ifPresent(granted::add);
    }
    while (growing.isEmpty()
        && line.peek(this::mayReserve).filter(next -> fits(next.wanted())).isPresent()) {
      line.poll(this::mayReserve).map(this::grant).ifPresent(granted::add);
    }
    return granted;
  }

  private Runnable grant(Reservation reservation) {
    count(reservation, reservation.wanted());
    noteOverdraft(reservation);
    return reservation.grant();
  }

  private void count(Reservation reservation, long more) {
    held += more;
    if (more != 0) {
      heldByClient.merge(
          reservation.client(),
          more,
          (before, added) -> before + added == 0 ? null : before + added);
    }
  }

  /** Whether reservations wait for free bytes that their clients may have. */
  private boolean isContended() {
    return !growing.isEmpty() || line.peek(this::mayReserve).isPresent();
  }

  /** Whether a client may reserve more, given what it and the others hold. */
  public synchronized boolean mayReserve(String client) {
    var free = size - held;
    return free > size / SIZE_PER_RESERVED
        || client.equals(NOBODY)
        || heldByClient.getOrDefault(client, 0L) <= Math.max(0, free);
  }

  private void noteOverdraft(Reservation last) {
    overdrawn = held > size ? last : overdrawn;
  }

  private boolean mayGrow(Reservation reservation) {
    return held + reservation.wanted() <= size || overdrawn == null;
  }

  private boolean fits(long bytes) {
    return held == 0 || held + bytes <= size;
  }
}
