package dev.pokebatch.fetcher.suggest;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The process's cache of the upstream's lists and its index. A list is requested once, by one lane,
 * for all lanes, and again when it has expired. Shared by all lanes; thread-safe.
 */
public final class NameListCache {

  private static final long TTL_NANOS = Duration.ofMinutes(10).toNanos();

  /** How long a failed list is not requested again. */
  private static final long RETRY_NANOS = Duration.ofSeconds(10).toNanos();

  /** When to request a list again whose lookup never ended: longer than a lookup can take. */
  private static final long ABANDONED_NANOS = Duration.ofSeconds(30).toNanos();

  /** Maximum number of lists: more than the upstream has resources. */
  private static final int MOST = 64;

  private final LongSupplier nanoTime;
  private final Map<String, CachedList> lists =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CachedList> eldest) {
          return size() > MOST;
        }
      };

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  public NameListCache(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * A resource's list, cached or in flight; the first caller has to {@link CachedList#claim} it.
   */
  synchronized CachedList of(String resource) {
    var cached = lists.get(resource);
    if (cached == null || cached.isExpired()) {
      cached = new CachedList();
      lists.put(resource, cached);
    }
    return cached;
  }

  /** A list that is cached or in flight. */
  final class CachedList {
    private final Promise<NameList> list = Promise.promise();
    private final long startedAt = nanoTime.getAsLong();
    private boolean claimed;
    private long completedAt;
    private long ttlNanos;

    /** Returns true to the first caller, which must request the list. */
    synchronized boolean claim() {
      var isFirst = !claimed;
      claimed = true;
      return isFirst;
    }

    /** Completes on any thread and never fails: a failed list is empty. */
    Future<NameList> list() {
      return list.future();
    }

    /** Milliseconds since it was requested. */
    long ageMs() {
      return Duration.ofNanos(nanoTime.getAsLong() - startedAt).toMillis();
    }

    /** Records the outcome of the request. */
    void completed(AsyncResult<NameList> outcome) {
      synchronized (this) {
        completedAt = nanoTime.getAsLong();
        ttlNanos = outcome.succeeded() ? TTL_NANOS : RETRY_NANOS;
      }
      list.tryComplete(outcome.succeeded() ? outcome.result() : NameList.NONE);
    }

    private synchronized boolean isExpired() {
      var now = nanoTime.getAsLong();
      return ttlNanos == 0 ? now - startedAt >= ABANDONED_NANOS : now - completedAt >= ttlNanos;
    }
  }
}
