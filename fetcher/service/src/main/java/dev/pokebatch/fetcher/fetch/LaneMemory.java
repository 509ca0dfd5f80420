package dev.pokebatch.fetcher.fetch;

import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.process.memory.MemoryPool;
import dev.pokebatch.process.memory.Reservation;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Optional;

/**
 * Reserves memory from a pool of the process for one lane, within a caller's time. Confined to one
 * event loop; the pool is shared.
 */
public final class LaneMemory {

  private final Vertx vertx;
  private final MemoryPool pool;
  private int waiting;

  /** Reserves for the calling verticle. */
  public LaneMemory(Vertx vertx, MemoryPool pool) {
    this.vertx = vertx;
    this.pool = pool;
  }

  /** The number of callers that wait for memory. */
  public int waiting() {
    return waiting;
  }

  /** Reserves bytes if they are free now and nobody waits for them. */
  public Optional<Reservation> tryReserve(String client, long bytes) {
    return pool.tryReserve(client, bytes);
  }

  /**
   * Reserves bytes as soon as they are free.
   *
   * @param client holds the bytes, and takes turns with the others that wait
   * @param leftMs how long to wait, in milliseconds
   * @return fails when that time has passed or the caller has gone
   */
  public Future<Reservation> reserve(String client, long bytes, long leftMs, CancelSignal cancel) {
    var now = tryReserve(client, bytes);
    if (now.isPresent()) {
      return Future.succeededFuture(now.get());
    }
    Promise<Void> granted = Promise.promise();
    var context = vertx.getOrCreateContext();
    var reservation =
        pool.reserve(
            client, bytes, task -> context.runOnContext(turn -> task.run()), granted::tryComplete);
    waiting++;
    var timer = vertx.setTimer(Math.max(1, leftMs), late -> granted.tryFail(late()));
    cancel.onCancel(() -> granted.tryFail(cancelled()));
    return granted
        .future()
        .onComplete(
            done -> {
              waiting--;
              vertx.cancelTimer(timer);
            })
        .onFailure(gaveUp -> reservation.close())
        .map(reservation);
  }

  private static FetchException late() {
    return FetchException.of(
        FailureKind.DEADLINE_EXCEEDED, "the memory for the document was not free in time");
  }

  private static FetchException cancelled() {
    return FetchException.of(FailureKind.CANCELLED, "cancelled while it waited");
  }
}
