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

  private static final long KEEP_NANOS = Duration.ofMinutes(10).toNanos();

  /** A list that cannot be had is not asked for again with every name that does not exist. */
  private static final long REST_NANOS = Duration.ofSeconds(10).toNanos();

  /** Longer than a lookup can take: whoever looked has ended without a word. */
  private static final long LOST_NANOS = Duration.ofSeconds(30).toNanos();

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
    var kept = lists.get(resource);
    if (kept == null || kept.isOver()) {
      kept = new CachedList();
      lists.put(resource, kept);
    }
    return kept;
  }

  /** A list that is known, or on its way. */
  final class CachedList {
    private final Promise<NameList> list = Promise.promise();
    private final long begunAt = nanoTime.getAsLong();
    private boolean claimed;
    private long cameAt;
    private long forNanos;

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
      return Duration.ofNanos(nanoTime.getAsLong() - begunAt).toMillis();
    }

    /** The upstream has answered whoever claimed it. */
    void came(AsyncResult<NameList> outcome) {
      synchronized (this) {
        cameAt = nanoTime.getAsLong();
        forNanos = outcome.succeeded() ? KEEP_NANOS : REST_NANOS;
      }
      list.tryComplete(outcome.succeeded() ? outcome.result() : NameList.NONE);
    }

    private synchronized boolean isOver() {
      var now = nanoTime.getAsLong();
      return forNanos == 0 ? now - begunAt >= LOST_NANOS : now - cameAt >= forNanos;
    }
  }
}
