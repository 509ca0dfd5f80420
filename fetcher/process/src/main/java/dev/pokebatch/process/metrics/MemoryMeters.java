package dev.pokebatch.process.metrics;

import dev.pokebatch.process.memory.MemoryPool;
import java.util.List;

/** Exports memory pools. */
public final class MemoryMeters {

  private MemoryMeters() {}

  /** Adds the size, the reserved bytes and the waiting reservations of some pools. */
  public static void register(Metrics metrics, List<MemoryPool> pools) {
    for (var pool : pools) {
      metrics.gauge(
          "pokebatch.memory.pool.size",
          "bytes",
          "Size of a memory pool.",
          pool::size,
          "pool",
          pool.name());
      metrics.gauge(
          "pokebatch.memory.pool.used",
          "bytes",
          "Reserved bytes of a memory pool.",
          () -> pool.size() - pool.free(),
          "pool",
          pool.name());
      metrics.gauge(
          "pokebatch.memory.pool.waiting",
          "",
          "Reservations that wait for bytes of a memory pool.",
          pool::waiting,
          "pool",
          pool.name());
    }
  }
}
