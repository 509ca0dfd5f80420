package dev.pokebatch.fetcher.serve;

import dev.pokebatch.fetcher.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.CancelSignal;
import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.fetcher.memory.MemoryPool;
import dev.pokebatch.fetcher.memory.Reservation;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.Optional;

/**
 * Reserves memory for one lane's long replies, from the pool of the process. Confined to one event
 * loop.
 */
public final class ReplyMemory {

  /** Replies of so many bytes are counted; shorter ones never wait. */
  static final int LARGE = 1 << 14;

  private final Vertx vertx;
  private final MemoryPool pool;
  private int waiting;

  /** Reserves from the pool, for the calling verticle. */
  public ReplyMemory(Vertx vertx, MemoryPool pool) {
    this.vertx = vertx;
    this.pool = pool;
  }

  /** How many replies wait for memory. */
  public int waiting() {
    return waiting;
  }

  /** Reserves bytes if they are free now and nobody waits for them. */
  Optional<Reservation> tryReserve(long bytes) {
    return pool.tryReserve(bytes);
  }

  /**
   * Reserves bytes when they are free.
   *
   * @param leftMs how long the caller waits for them, in milliseconds
   * @return fails when that time is over, or the caller has gone
   */
  Future<Reservation> reserve(long bytes, long leftMs, CancelSignal cancel) {
    var now = tryReserve(bytes);
    if (now.isPresent()) {
      return Future.succeededFuture(now.get());
    }
    Promise<Void> granted = Promise.promise();
    var context = vertx.getOrCreateContext();
    var reservation =
        pool.reserve(bytes, task -> context.runOnContext(turn -> task.run()), granted::tryComplete);
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
        FailureKind.DEADLINE_EXCEEDED, "there was no memory for the reply in time");
  }

  private static FetchException cancelled() {
    return FetchException.of(FailureKind.CANCELLED, "called off while it waited");
  }
}
