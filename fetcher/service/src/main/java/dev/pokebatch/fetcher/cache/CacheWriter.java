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
 * Keeps what comes, and that a document does not exist; nothing of what else can go wrong (RFC
 * 9111, section 3). An error's own lifetime is not honoured: the upstream's are kept for days by
 * those before it, right or wrong.
 */
public final class CacheWriter implements Fetch {

  private final DocumentRepository holdings;
  private final Fetch next;

  /** Keeps what {@code next} gets. */
  public CacheWriter(DocumentRepository holdings, Fetch next) {
    this.holdings = holdings;
    this.next = next;
  }

  @Override
  public Future<Document> get(FetchCall call) {
    return next.get(call)
        .onSuccess(document -> came(call.path(), document.stored()))
        .onFailure(cause -> failed(call.path(), cause));
  }

  private void came(DocumentPath path, CachedDocument document) {
    if (holdings.reuseOfNew(document) == Reuse.NONE) {
      holdings.forget(path);
    } else {
      holdings.keep(path, document);
    }
  }

  private void failed(DocumentPath path, Throwable cause) {
    if (!(cause instanceof FetchException known) || !isMissing(known.failure().kind())) {
      return;
    }
    holdings.forget(path);
    var forMs = holdings.policy().missingFor().toMillis();
    if (forMs > 0) {
      holdings
          .documents()
          .put(path, new CacheEntry.Absent(known.failure(), holdings.nowMs() + forMs));
    }
  }

  private static boolean isMissing(FailureKind kind) {
    return kind == FailureKind.NOT_FOUND || kind == FailureKind.UNKNOWN_RESOURCE;
  }
}
