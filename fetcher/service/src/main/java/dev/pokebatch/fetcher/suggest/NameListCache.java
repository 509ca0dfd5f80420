package dev.pokebatch.fetcher.suggest;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The upstream's lists and its index, as far as a process knows them. A list is asked for once by
 * one of the lanes, for all that need it, and again after a while. Shared by all lanes and safe to
 * share.
 */
public final class NameListCache {

  private static final long TTL_NANOS = Duration.ofMinutes(10).toNanos();

  /** A list that cannot be had is not asked for again with every name that does not exist. */
  private static final long RETRY_NANOS = Duration.ofSeconds(10).toNanos();

  /** Longer than a lookup can take: whoever looked has ended without a word. */
  private static final long ABANDONED_NANOS = Duration.ofSeconds(30).toNanos();

  /** More than the upstream has resources. */
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
   * A resource's list, known or asked for; the first to need it has to {@link CachedList#claim} it.
   */
  synchronized CachedList of(String resource) {
    var cached = lists.get(resource);
    if (cached == null || cached.isExpired()) {
      cached = new CachedList();
      lists.put(resource, cached);
    }
    return cached;
  }

  /** A list that is known, or on its way. */
  final class CachedList {
    private final Promise<NameList> list = Promise.promise();
    private final long startedAt = nanoTime.getAsLong();
    private boolean claimed;
    private long completedAt;
    private long ttlNanos;

    /** Whether the caller is the one that has to ask the upstream for it. */
    synchronized boolean claim() {
      var isFirst = !claimed;
      claimed = true;
      return isFirst;
    }

    /** Completes on any thread, and never fails: a list that cannot be had is empty. */
    Future<NameList> list() {
      return list.future();
    }

    /** How long ago it was asked for. */
    long ageMs() {
      return Duration.ofNanos(nanoTime.getAsLong() - startedAt).toMillis();
    }

    /** The upstream has answered whoever claimed it. */
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
