package dev.pokebatch.gateway.http.admission;

import dev.pokebatch.gateway.client.ClientId;
import dev.pokebatch.process.memory.MemoryPool;
import dev.pokebatch.process.memory.Reservation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The memory of a process for request bodies while they are read and decoded. A request that finds
 * too little is refused at once, so that no body fills buffers while it waits. A client that
 * already holds memory gets more only if as much again stays free (a dynamic threshold, Choudhury
 * and Hahne 1998), so one client cannot take all of it. Safe for any thread.
 */
public final class RequestMemory {

  private final MemoryPool pool;
  private final Map<ClientId, Long> held = new HashMap<>();

  /** Shares this pool among clients; nothing else may reserve from it. */
  public RequestMemory(MemoryPool pool) {
    this.pool = pool;
  }

  /** Returns the pool that is shared. */
  public MemoryPool pool() {
    return pool;
  }

  /** Reserves bytes for a body; returns empty if too few are free for this client. */
  public synchronized Optional<BodyMemory> reserve(ClientId client, long bytes) {
    return mayHold(client, bytes)
        ? pool.tryReserve(bytes).map(reservation -> hold(client, bytes, reservation))
        : Optional.empty();
  }

  private BodyMemory hold(ClientId client, long bytes, Reservation reservation) {
    held.merge(client, bytes, Long::sum);
    return new BodyMemory(client, reservation);
  }

  private boolean mayHold(ClientId client, long more) {
    var own = held.getOrDefault(client, 0L);
    return own == 0 ? more <= pool.free() : own + 2 * more <= pool.free();
  }

  /** The memory of one body. Must be closed. */
  public final class BodyMemory implements AutoCloseable {
    private final ClientId client;
    private final Reservation reservation;

    private BodyMemory(ClientId client, Reservation reservation) {
      this.client = client;
      this.reservation = reservation;
    }

    /**
     * Reserves more bytes if it has fewer than these.
     *
     * @return whether it has them; if not, nothing changes
     */
    public boolean growTo(long bytes) {
      return bytes <= reservation.bytes() || resize(bytes);
    }

    /** Returns the most bytes that one body should hold for long. */
    public long most() {
      return pool.size() / 2;
    }

    /**
     * Reserves exactly these bytes from now on.
     *
     * @return whether it has them; if not, nothing changes
     */
    public boolean resize(long bytes) {
      synchronized (RequestMemory.this) {
        var more = bytes - reservation.bytes();
        var may = reservation.isGranted() && (more <= 0 || mayHold(client, more));
        if (may) {
          held.merge(client, more, Long::sum);
          reservation.settle(bytes);
        }
        return may;
      }
    }

    /** Releases all of it; later calls do nothing. */
    @Override
    public void close() {
      synchronized (RequestMemory.this) {
        var bytes = reservation.bytes();
        reservation.close();
        held.computeIfPresent(client, (same, own) -> own == bytes ? null : own - bytes);
      }
    }
  }
}
