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
 * Reads a document through from the disk store into the memory cache before the next guard looks
 * there, once for all concurrent callers. Confined to one event loop.
 */
public final class DiskReadThrough implements Fetch {

  private final DocumentCache cache;
  private final DocumentStore store;
  private final Fetch next;
  private final Map<DocumentPath, Future<?>> inFlight = new HashMap<>();

  /** Loads documents for {@code next}. */
  public DiskReadThrough(DocumentRepository repository, Fetch next) {
    this.cache = repository.documents();
    this.store = repository.store();
    this.next = next;
  }

  @Override
  public Future<Document> get(FetchCall call) {
    var path = cache.canonical(call.path());
    if (cache.has(path)) {
      store.touch(path);
      return next.get(call);
    }
    if (!store.contains(path)) {
      return next.get(call);
    }
    var loading = inFlight.get(path);
    return (loading == null ? load(path) : loading)
        .transform(
            done ->
                call.cancel().isCancelled()
                    ? Future.failedFuture(
                        FetchException.of(FailureKind.CANCELLED, "nobody waits for it any more"))
                    : next.get(call));
  }

  /**
   * Completes once the document is in the cache, so that every caller finds it there, whichever
   * callback runs first.
   */
  private Future<?> load(DocumentPath path) {
    var loading =
        store
            .get(path)
            .map(
                found -> {
                  if (found != null && !cache.has(path)) {
                    cache.put(path, found);
                  }
                  return found != null;
                });
    if (!loading.isComplete()) {
      inFlight.put(path, loading);
      loading.onComplete(done -> inFlight.remove(path));
    }
    return loading;
  }
}
