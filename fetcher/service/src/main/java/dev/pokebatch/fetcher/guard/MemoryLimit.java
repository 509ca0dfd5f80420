package dev.pokebatch.fetcher.guard;

import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.process.memory.ExpectedSizes;
import dev.pokebatch.process.memory.MemoryPool;
import dev.pokebatch.process.memory.Reservation;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Reserves memory for the expected body before a call goes on: as much as the document's last body
 * took, or else the average of its resource. The reservation travels with the call, is corrected
 * when the body's size becomes known, and is released when the call ends. Confined to one event
 * loop; the pool is shared.
 */
public final class MemoryLimit implements Fetch {

  /** A body exists in two forms until it is cached: as received, and normalized. */
  private static final int FORMS = 2;

  private static final Failure CANCELLED =
      Failure.of(FailureKind.CANCELLED, "cancelled while it waited");

  private final MemoryPool pool;
  private final ExpectedSizes sizes;
  private final QueueCapacity capacity;
  private final Executor lane;
  private final Fetch next;
  private final Map<Promise<Document>, Reservation> waiting = new LinkedHashMap<>();

  /**
   * @param pool the memory for documents being fetched
   * @param sizes learned body sizes by resource
   * @param capacity how many calls may wait
   * @param lane runs tasks on the event loop of this guard
   * @param next the guarded Fetch
   */
  public MemoryLimit(
      MemoryPool pool, ExpectedSizes sizes, QueueCapacity capacity, Executor lane, Fetch next) {
    this.pool = pool;
    this.sizes = sizes;
    this.capacity = capacity;
    this.lane = lane;
    this.next = next;
  }

  @Override
  public Future<Document> get(FetchCall call) {
    var bytes = FORMS * expected(call);
    return pool.tryReserve(call.client(), bytes)
        .map(reservation -> send(call, reservation))
        .orElseGet(() -> queue(call, bytes));
  }

  /** The number of calls that wait for memory. */
  public int waiting() {
    return waiting.size();
  }

  /** Fails all waiting calls. */
  public void failWaiting(Failure why) {
    List.copyOf(waiting.keySet()).forEach(promise -> leave(promise, why));
  }

  private Future<Document> queue(FetchCall call, long bytes) {
    if (!capacity.take()) {
      return Future.failedFuture(
          FetchException.of(FailureKind.OVERLOADED, "too many calls are waiting for the upstream"));
    }
    Promise<Document> promise = Promise.promise();
    waiting.put(promise, pool.reserve(call.client(), bytes, lane, () -> granted(call, promise)));
    call.cancel().onCancel(() -> leave(promise, CANCELLED));
    return promise.future();
  }

  private void granted(FetchCall call, Promise<Document> promise) {
    var reservation = dequeue(promise);
    if (reservation != null) {
      send(call, reservation).onComplete(promise);
    }
  }

  private void leave(Promise<Document> promise, Failure why) {
    var reservation = dequeue(promise);
    if (reservation != null) {
      reservation.close();
      promise.fail(new FetchException(why, Effort.NONE));
    }
  }

  private @Nullable Reservation dequeue(Promise<Document> promise) {
    var reservation = waiting.remove(promise);
    if (reservation != null) {
      capacity.giveBack();
    }
    return reservation;
  }

  private Future<Document> send(FetchCall call, Reservation reservation) {
    return next.get(call.with(reservation))
        .onSuccess(document -> learn(call.path(), document))
        .onComplete(done -> reservation.close());
  }

  private long expected(FetchCall call) {
    var cached = call.cached();
    return cached == null ? sizes.expected(kind(call.path())) : cached.body().bytes().length;
  }

  private void learn(DocumentPath path, Document document) {
    if (document.cache() == CacheStatus.MISS) {
      sizes.saw(kind(path), document.effort().bytes());
    }
  }

  /**
   * The resource, distinguished by whole documents, list pages and parts of documents, which differ
   * in size.
   */
  private static String kind(DocumentPath path) {
    var part = path.rest().substring(path.key().length());
    return path.resource() + (path.isPage() ? "?" : part);
  }
}
