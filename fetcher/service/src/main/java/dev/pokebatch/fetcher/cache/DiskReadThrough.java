package dev.pokebatch.fetcher.cache;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;

/**
 * Brings back into the cache what it lacks and the store has, once for all who want it at the same
 * time; then it is as if it had been there all along. Confined to one event loop.
 */
public final class DiskReadThrough implements Fetch {

  private final DocumentCache cache;
  private final DocumentStore store;
  private final Fetch next;
  private final Map<DocumentPath, Future<?>> underWay = new HashMap<>();

  /** Brings back what {@code next} is to find. */
  public DiskReadThrough(DocumentRepository holdings, Fetch next) {
    this.cache = holdings.documents();
    this.store = holdings.store();
    this.next = next;
  }

  @Override
  public Future<Document> get(FetchCall call) {
    var path = cache.canonical(call.path());
    if (cache.has(path)) {
      store.used(path);
      return next.get(call);
    }
    if (!store.holds(path)) {
      return next.get(call);
    }
    var recalled = underWay.get(path);
    return (recalled == null ? recall(path) : recalled)
        .transform(
            done ->
                call.cancel().isCancelled()
                    ? Future.failedFuture(
                        FetchException.of(FailureKind.CANCELLED, "nobody waits for it any more"))
                    : next.get(call));
  }

  /**
   * Completes when it is in the cache: what is told of two things at once may come out of order.
   */
  private Future<?> recall(DocumentPath path) {
    var recalled =
        store
            .get(path)
            .map(
                found -> {
                  if (found != null && !cache.has(path)) {
                    cache.put(path, found);
                  }
                  return found != null;
                });
    if (!recalled.isComplete()) {
      underWay.put(path, recalled);
      recalled.onComplete(done -> underWay.remove(path));
    }
    return recalled;
  }
}
