package dev.pokebatch.fetcher.cache;

import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import io.vertx.core.Future;

/** Serves what is kept, and keeps what comes. Failures are never kept. */
public final class CachedFetch implements Fetch {

  private final DocumentCache cache;
  private final Fetch next;

  /** Serves from the cache, and asks {@code next} for what it lacks. */
  public CachedFetch(DocumentCache cache, Fetch next) {
    this.cache = cache;
    this.next = next;
  }

  @Override
  public Future<Document> get(FetchCall call) {
    var kept = cache.get(call.path());
    if (kept != null) {
      return Future.succeededFuture(kept);
    }
    return next.get(call).onSuccess(document -> cache.put(call.path(), document));
  }
}
