package dev.pokebatch.fetcher.cache;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.CachedDocument;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import io.vertx.core.Future;

/**
 * Caches responses: documents, and that a document does not exist (RFC 9111, section 3). Other
 * failures are not cached. An error's own freshness lifetime is ignored, since the upstream's CDN
 * lets errors live for days.
 */
public final class CacheWriter implements Fetch {

  private final DocumentRepository repository;
  private final Fetch next;

  /** Caches what {@code next} returns. */
  public CacheWriter(DocumentRepository repository, Fetch next) {
    this.repository = repository;
    this.next = next;
  }

  @Override
  public Future<Document> get(FetchCall call) {
    return next.get(call)
        .onSuccess(document -> completed(call.path(), document.cached()))
        .onFailure(cause -> failed(call.path(), cause));
  }

  private void completed(DocumentPath path, CachedDocument document) {
    if (repository.reuseOfNew(document) == Reuse.NONE) {
      repository.remove(path);
    } else {
      repository.put(path, document);
    }
  }

  private void failed(DocumentPath path, Throwable cause) {
    if (!(cause instanceof FetchException exception) || !isMissing(exception.failure().kind())) {
      return;
    }
    repository.remove(path);
    var forMs = repository.policy().missingFor().toMillis();
    if (forMs > 0) {
      repository
          .documents()
          .put(path, new CacheEntry.Absent(exception.failure(), repository.nowMs() + forMs));
    }
  }

  private static boolean isMissing(FailureKind kind) {
    return kind == FailureKind.NOT_FOUND || kind == FailureKind.UNKNOWN_RESOURCE;
  }
}
