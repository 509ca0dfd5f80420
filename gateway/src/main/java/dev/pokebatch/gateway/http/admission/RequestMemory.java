package dev.pokebatch.gateway.http.admission;

import dev.pokebatch.gateway.client.ClientId;
import dev.pokebatch.process.memory.MemoryPool;
import dev.pokebatch.process.memory.Reservation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The memory of a process for the bodies of requests while they are read and decoded. What is not
 * there is refused at once, so that nobody waits while its body fills our buffers. A client that
 * holds some gets more only as long as that leaves as much again (a dynamic threshold, Choudhury
 * and Hahne 1998): one client cannot take all of it. Safe for any thread.
 */
public final class RequestMemory {

  private final MemoryPool pool;
  private final Map<ClientId, Long> held = new HashMap<>();

  /** Shares this pool, which nobody else uses, among clients. */
  public RequestMemory(MemoryPool pool) {
    this.pool = pool;
  }

  /** Reserves so many bytes for a body; empty where they are not there for this client. */
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

  /** The memory of one body, until it is closed. */
  public final class BodyMemory implements AutoCloseable {
    private final ClientId client;
    private final Reservation reservation;

    private BodyMemory(ClientId client, Reservation reservation) {
      this.client = client;
      this.reservation = reservation;
    }

    /**
     * Makes sure that it holds so many bytes at least.
     *
     * @return whether they are there; nothing changes where they are not
     */
    public boolean growTo(long bytes) {
      return bytes <= reservation.bytes() || resize(bytes);
    }

    /**
     * Holds so many bytes from now on.
     *
     * @return whether they are there; nothing changes where they are not
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

    /** Gives all of it back; later calls do nothing. */
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
